-- From facts to observations. The build supplies, as temporary tables:
--   spec(measure, numerator, shape, factor, needs_denominator, base_level, from_months, treatment, ijbs_only)
--   offer(measure, fact_breakdown, breakdown, denominator, denominator_breakdown)
--   publish(measure, numerator, lower, upper, weight, shape), status_rank(status, rank)
-- and reads the temporary tables `observed_sums` and `observed_published`.

create or replace temp table dated as
select
    *,
    case
        when period_start = period_end then 'snapshot'
        when period_end = last_day(period_start) and day(period_start) = 1 then 'month'
        when month(period_start) = 4 and day(period_start) = 1
            and period_end = make_date(year(period_start) + 1, 3, 31) then 'financial_year'
        when day(period_start) = 1 and period_end = last_day(period_start + interval 2 month) then 'quarter'
        when month(period_start) = 1 and day(period_start) = 1
            and period_end = make_date(year(period_start) + 2, 12, 31) then 'three_years'
    end as shape
from fact;

-- Populations after the newest estimate are projected: denominators, not findings.
create or replace temp table last_estimate as
select max(period_start) as day
from fact
where quantity = 'population_all'
    and status = 'published';

-- Every measure's numerator cells, each with the denominator it is to be divided by.
-- A financial year is made from months where the publisher gives no year; `whole` is false short of twelve.
create or replace temp table numerator_cell as
with of_months as (
    select
        quantity,
        area_code,
        make_date(year(period_start) - (month(period_start) < 4)::integer, 4, 1) as period_start,
        breakdown,
        sum(value) as value,
        max(rank) as rank,
        count(value) = 12 as whole
    from dated
    join status_rank using (status)
    where shape = 'month'
        and quantity in (select numerator from spec where from_months)
    group by all
),
supplied as (
    select spec.measure, area_code, period_start, period_end, fact_breakdown, value, rank, true as whole
    from spec
    join offer using (measure)
    join dated
        on dated.quantity = spec.numerator
        and dated.breakdown = offer.fact_breakdown
        and dated.shape = spec.shape
    join status_rank using (status)
    where not from_months
        and not (spec.numerator like 'population\_%' escape '\' and period_start > (select day from last_estimate))
    union all
    select
        spec.measure, area_code, period_start, make_date(year(period_start) + 1, 3, 31), fact_breakdown, value, rank,
        whole
    from spec
    join offer using (measure)
    join of_months
        on of_months.quantity = spec.numerator
        and of_months.breakdown = offer.fact_breakdown
    where from_months
)
select
    supplied.measure,
    supplied.area_code,
    period_start,
    period_end,
    offer.breakdown,
    value,
    rank,
    whole,
    offer.denominator,
    offer.denominator_breakdown
from supplied
join offer using (measure, fact_breakdown);

-- Numerator beside denominator, area by area; a population is that of the calendar year the period starts in.
create or replace temp table pair as
select
    cell.measure,
    cell.area_code,
    area.level,
    cell.period_start,
    cell.period_end,
    cell.breakdown,
    cell.value as numerator,
    below.value as denominator,
    cell.rank,
    below_rank.rank as denominator_rank,
    cell.value is not null and cell.whole and (not spec.needs_denominator or below.value is not null) as complete,
    cell.value is not null as held,
    -- The publisher's Scotland without some councils, over the whole of Scotland's population, would be too low.
    area.level = 'scotland'
        and cell.denominator like 'population\_%' escape '\'
        and cell.rank = (select rank from status_rank where status = 'partial') as too_low
from numerator_cell as cell
join spec using (measure)
join area on area.code = cell.area_code
left join dated as below
    on below.quantity = cell.denominator
    and below.area_code = cell.area_code
    and below.breakdown = cell.denominator_breakdown
    and below.period_start = case
        when cell.denominator like 'population\_%' escape '\' then make_date(year(cell.period_start), 6, 30)
        else cell.period_start
    end
    and below.period_end = case
        when cell.denominator like 'population\_%' escape '\' then make_date(year(cell.period_start), 6, 30)
        else cell.period_end
    end
left join status_rank as below_rank on below_rank.status = below.status;

-- Which areas at the supplied level make up each area that is shown.
create or replace temp table part as
with council_of as (
    select area_code as ijb, member_code as council from area_member where kind = 'council→ijb'
),
board_of as (
    select area_code as board, member_code as ijb from area_member where kind = 'ijb→health_board'
)
select 'council' as base_level, ijb as area_code, council as part_code from council_of
union all
select 'council', board, council from council_of join board_of using (ijb)
union all
select 'council', 'S92000003', council from council_of
union all
select 'council', 'S92000003', 'unknown'
union all
select 'ijb', ijb, ijb from board_of
union all
select 'ijb', board, ijb from board_of
union all
select 'ijb', 'S92000003', ijb from board_of
union all
select 'health_board', distinct_board.board, distinct_board.board from (select distinct board from board_of) as distinct_board
union all
select 'health_board', 'S92000003', distinct_board.board from (select distinct board from board_of) as distinct_board;

-- Sums over sums, of the parts that have both numerator and denominator.
create or replace temp table summed as
select
    pair.measure,
    part.area_code,
    period_start,
    period_end,
    breakdown,
    coalesce(sum(pair.numerator) filter (complete), sum(pair.numerator)) as numerator,
    sum(denominator) filter (complete) as denominator,
    max(rank) as rank,
    max(rank) filter (complete) as held_rank,
    max(denominator_rank) filter (complete) as denominator_rank,
    count(*) filter (complete and part_code <> 'unknown') as members_in,
    count(*) filter (held) as members_held
from pair
join spec using (measure)
join part
    on part.base_level = spec.base_level
    and part.part_code = pair.area_code
group by all;

-- What an area has: the publisher's own row where there is one, else the sum of its parts.
create or replace temp table figure as
with own as (
    select *
    from pair
    where level in ('scotland', 'health_board', 'ijb')
        and not too_low
),
sized as (
    select
        measure,
        part.area_code,
        count(*) filter (part_code <> 'unknown' and not (ijbs_only and member.model = 'lead agency')) as members_of
    from spec
    join part using (base_level)
    join area as member on member.code = part_code
    group by all
)
select
    measure, area_code, period_start, period_end, breakdown, numerator, denominator, rank, denominator_rank, complete,
    null::bigint as members_in, null::bigint as members_of
from own
union all
select
    summed.measure, summed.area_code, period_start, period_end, breakdown, numerator, denominator,
    case when members_in = 0 then summed.rank else summed.held_rank end,
    denominator_rank,
    members_in > 0,
    members_in,
    members_of
from summed
join sized
    on sized.measure = summed.measure
    and sized.area_code = summed.area_code
where not exists (
    select 1
    from own
    where own.measure = summed.measure
        and own.area_code = summed.area_code
        and own.period_start = summed.period_start
        and own.period_end = summed.period_end
        and own.breakdown = summed.breakdown
);

-- One row for every area and period that a measure should have, also where there is nothing.
create or replace temp table observed_sums as
with period as (
    select distinct measure, period_start, period_end, breakdown from numerator_cell
),
expected as (
    select period.*, area.code as area_code, area.level, treatment and area.level = 'ijb' as by_treatment
    from period
    join spec using (measure)
    join area
        on area.level in ('scotland', 'health_board')
        or (area.level = 'ijb' and (not spec.treatment or period.breakdown = ''))
)
select
    expected.measure,
    expected.area_code,
    level,
    expected.period_start,
    expected.period_end,
    expected.breakdown,
    figure.numerator,
    figure.denominator,
    case
        when not figure.complete then null
        when spec.needs_denominator then factor * figure.numerator / nullif(figure.denominator, 0)
        else factor * figure.numerator
    end as value,
    case
        when by_treatment then 'not_applicable'
        when figure.rank is null then 'not_supplied'
        when figure.denominator = 0 then 'not_applicable'
        when figure.numerator is not null
            and (not figure.complete or members_in < members_of) then 'partial'
        else status_rank.status
    end as status,
    below.status as denominator_status,
    figure.members_in,
    figure.members_of
from expected
join spec using (measure)
left join figure using (measure, area_code, period_start, period_end, breakdown)
left join status_rank on status_rank.rank = figure.rank
left join status_rank as below on below.rank = figure.denominator_rank;

-- Rates published without numerators cannot be added up. Clackmannanshire & Stirling is the weighted mean of its two
-- councils; a health board area has a figure only where it holds one integration authority.
create or replace temp table observed_published as
with cell as (
    select
        publish.measure,
        dated.area_code,
        dated.period_start,
        dated.period_end,
        dated.value,
        low.value as lower,
        high.value as upper,
        dated.status,
        publish.weight
    from publish
    join dated
        on dated.quantity = publish.numerator
        and dated.shape = publish.shape
        and dated.breakdown = ''
    left join dated as low
        on low.quantity = publish.lower
        and low.area_code = dated.area_code
        and low.period_start = dated.period_start
        and low.period_end = dated.period_end
    left join dated as high
        on high.quantity = publish.upper
        and high.area_code = dated.area_code
        and high.period_start = dated.period_start
        and high.period_end = dated.period_end
),
-- A population weighs as of the calendar year the period starts in; anything else as of the newest date by its end.
weighed as (
    select
        cell.*,
        case
            when any_value(cell.weight) like 'population\_%' escape '\' then
                max(dated.value) filter (dated.period_start = make_date(year(cell.period_start), 6, 30))
            else arg_max(dated.value, dated.period_start) filter (dated.period_start <= cell.period_end)
        end as weight_value
    from cell
    left join dated
        on dated.quantity = cell.weight
        and dated.area_code = cell.area_code
        and dated.breakdown = ''
    group by all
),
of_ijb as (
    select
        measure,
        area_member.area_code,
        period_start,
        period_end,
        case
            when count(*) = 1 then any_value(value)
            when count(value * weight_value) = count(*) then sum(value * weight_value) / sum(weight_value)
        end as value,
        case when count(*) = 1 then any_value(lower) end as lower,
        case when count(*) = 1 then any_value(upper) end as upper,
        case
            when count(*) = 1 then any_value(status)
            when count(value * weight_value) = count(*) then 'derived'
            else 'partial'
        end as status
    from weighed
    join area_member
        on area_member.member_code = weighed.area_code
        and kind = 'council→ijb'
    group by all
),
of_board as (
    select
        measure,
        area_member.area_code,
        period_start,
        period_end,
        case when count(*) = 1 then any_value(value) end as value,
        case when count(*) = 1 then any_value(lower) end as lower,
        case when count(*) = 1 then any_value(upper) end as upper,
        case when count(*) = 1 then any_value(status) else 'not_defined' end as status
    from of_ijb
    join area_member
        on area_member.member_code = of_ijb.area_code
        and kind = 'ijb→health_board'
    group by all
),
given as (
    select measure, area_code, period_start, period_end, value, lower, upper, status
    from cell
    where area_code = 'S92000003'
    union all
    select * from of_ijb
    union all
    select * from of_board
)
select
    period.measure,
    area.code as area_code,
    area.level,
    period.period_start,
    period.period_end,
    '' as breakdown,
    value,
    lower,
    upper,
    coalesce(given.status, 'not_supplied') as status
from (select distinct measure, period_start, period_end from cell) as period
join area on area.level in ('scotland', 'health_board', 'ijb')
left join given
    on given.measure = period.measure
    and given.area_code = area.code
    and given.period_start = period.period_start
    and given.period_end = period.period_end;
