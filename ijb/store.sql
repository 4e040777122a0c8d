-- What the pages ask of every observation, worked once when the database is opened.

-- The limits of an XmR chart are made from its last periods, so that its rules speak of the newest of them: an earlier
-- figure, seen on its own, carries no mark. (Three yearly moves look back only: any year may carry theirs.)
create table tested_to as
select classification.measure, area_code, breakdown, max(period_start) as tested_to
from classification
join measure on measure.id = classification.measure
where chart_method = 'xmr'
group by all;

-- The basis that each measure is tested in.
create table main_basis as
select
    id as measure,
    case
        when money then coalesce((select any_value(basis) from price where price_index = 'gdp_deflator'), '')
        else ''
    end as basis
from measure;

-- Observations, those of money also by each further price index supplied; one year's figures keep their order in any
-- prices, so that standing is then that of cash, its figures multiplied alike.
create view priced as
select
    *,
    basis as standing_basis,
    1.0 as factor
from observation
union all by name
select
    observation.* replace (
        price.basis as basis,
        observation.numerator * price.factor as numerator,
        observation.value * price.factor as value
    ),
    '' as standing_basis,
    price.factor
from observation
join measure on measure.id = observation.measure
join price on price.period_start = observation.period_start
where observation.basis = ''
    and measure.money
    and price.price_index <> 'gdp_deflator';

-- Observations with their area, position and classification beside them.
create view seen as
select
    observation.* exclude (standing_basis, factor),
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
    standing.centre * factor as level_centre,
    standing.lower * factor as level_low,
    standing.upper * factor as level_high,
    standing.rule as level_rule,
    standing.point_type as level_type
from priced as observation
join area on area.code = observation.area_code
join measure on measure.id = observation.measure
join main_basis on main_basis.measure = observation.measure
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
    and observation.basis = main_basis.basis
left join standing
    on standing.measure = observation.measure
    and standing.area_code = observation.area_code
    and standing.breakdown = observation.breakdown
    and standing.basis = observation.standing_basis
    and standing.period_start = observation.period_start
left join tested_to
    on tested_to.measure = observation.measure
    and tested_to.area_code = observation.area_code
    and tested_to.breakdown = observation.breakdown;

-- The figures of measures that rest on a doubtful one; a council's doubt is its integration authority's.
create table doubted as
select
    measure.id as measure,
    coalesce(area_member.area_code, doubtful.area_code) as area_code,
    doubtful.period_start,
    doubtful.period_end,
    min(why) as why
from doubtful
join measure on doubtful.quantity in (measure.numerator, measure.denominator)
left join area_member
    on member_code = doubtful.area_code
    and kind = 'council→ijb'
group by all;

-- Of one period, a rule only where it is the newest tested: the window of an earlier figure has later ones in it.
create view marked as
select
    seen.* replace (
        case when seen.period_start = coalesce(tested_to, seen.period_start) then rule end as rule,
        case when seen.period_start = coalesce(tested_to, seen.period_start) then point_type end as point_type
    )
from seen;

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

-- Each measure's default period and breakdown for every area; money in cash and in its main basis in real terms.
create table everywhere as
select marked.*
from marked
join default_period using (measure, breakdown, period_start, period_end)
join measure on measure.id = marked.measure and breakdown = default_breakdown
join main_basis on main_basis.measure = marked.measure and marked.basis in ('', main_basis.basis)
order by measure."order", marked.basis, area_code;

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
join main_basis on main_basis.measure = flagged.measure
join seen
    on seen.measure = flagged.measure
    and seen.area_code = flagged.area_code
    and seen.period_start = flagged.last_period
    and seen.breakdown = default_breakdown
    and seen.basis = main_basis.basis
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
