-- What the pages ask of every observation, worked once when the database is opened.

-- The limits of an XmR chart are made from its last periods, so that its rules speak of the newest of them: an earlier
-- figure, seen on its own, carries no mark. (Three yearly moves look back only: any year may carry theirs.)
create table tested_to as
select classification.measure, area_code, breakdown, max(period_start) as tested_to
from classification
join measure on measure.id = classification.measure
where chart_method = 'xmr'
group by all;

-- Observations with their area, position and classification beside them.
create view seen as
select
    observation.*,
    tested_to,
    area.name,
    area.short_name,
    area.abbr,
    area.tile_row,
    area.tile_col,
    area.health_board_code,
    rank,
    rank_low,
    rank_high,
    "of",
    classification.centre,
    classification.lower as limit_low,
    classification.upper as limit_high,
    classification.rule,
    classification.point_type,
    standing.method as level_method,
    standing.centre as level_centre,
    standing.lower as level_low,
    standing.upper as level_high,
    standing.rule as level_rule,
    standing.point_type as level_type
from observation
join area on area.code = observation.area_code
join measure on measure.id = observation.measure
left join position
    on position.measure = observation.measure
    and position.area_code = observation.area_code
    and position.period_start = observation.period_start
    and observation.breakdown = measure.default_breakdown
left join classification
    on classification.measure = observation.measure
    and classification.area_code = observation.area_code
    and classification.breakdown = observation.breakdown
    and classification.period_start = observation.period_start
    and (observation.basis <> '') = measure.money
left join standing
    on standing.measure = observation.measure
    and standing.area_code = observation.area_code
    and standing.breakdown = observation.breakdown
    and standing.basis = observation.basis
    and standing.period_start = observation.period_start
left join tested_to
    on tested_to.measure = observation.measure
    and tested_to.area_code = observation.area_code
    and tested_to.breakdown = observation.breakdown;

-- The newest period that nine in ten of the expected areas hold (of the 14 boards, by board of treatment); where none
-- does, the newest that any area holds, then Scotland's, then the newest there is a row for.
create table default_period as
with held as (
    select
        measure,
        breakdown,
        period_start,
        period_end,
        period_label,
        case
            when measure.areas = 'treatment' then count(value) filter (level = 'health_board') >= 0.9 * 14
            else count(value) filter (level = 'ijb') >= 0.9 * any_value(expected_areas)
        end as widely,
        count(value) filter (level = 'ijb') > 0 as somewhere,
        count(value) filter (level = 'scotland') > 0 as nationally
    from observation
    join measure on measure.id = observation.measure
    where basis = ''
    group by measure, measure.areas, breakdown, period_start, period_end, period_label
)
select distinct on (measure, breakdown) *
from held
order by measure, breakdown, widely desc, somewhere desc, nationally desc, period_end desc;

-- Signals and improvements with the words and limits of their first and last periods.
create table signalled as
with flagged as (
    select 'worse' as side, * from signal
    union all
    select 'better' as side, * from improvement
)
select
    flagged.*,
    seen.name,
    seen.short_name,
    seen.health_board_code,
    seen.breakdown,
    seen.basis,
    seen.value,
    seen.numerator,
    seen.denominator,
    seen.period_label as last_label,
    started.period_label as first_label,
    ran.period_label as run_label,
    seen.centre,
    seen.limit_low as lower,
    seen.limit_high as upper,
    seen.level_low as level_lower,
    seen.level_high as level_upper
from flagged
join measure on measure.id = flagged.measure
join seen
    on seen.measure = flagged.measure
    and seen.area_code = flagged.area_code
    and seen.period_start = flagged.last_period
    and seen.breakdown = default_breakdown
    and (seen.basis <> '') = measure.money
join observation as started
    on started.measure = flagged.measure
    and started.area_code = flagged.area_code
    and started.period_start = flagged.first_period
    and started.breakdown = seen.breakdown
    and started.basis = seen.basis
left join observation as ran
    on ran.measure = flagged.measure
    and ran.area_code = flagged.area_code
    and ran.period_start = flagged.run_first
    and ran.breakdown = seen.breakdown
    and ran.basis = seen.basis;
