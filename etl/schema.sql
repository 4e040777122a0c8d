-- The database that pages, exports and the API read. Every name here is a contract.
-- Keys that repeat on every row are enumerations, made from what this build holds (the build creates the types
-- area_id, quantity_id, measure_id and breakdown_id first): they read as text, and shrink the key indexes tenfold.

create table area (
    code varchar primary key,
    name varchar not null,
    short_name varchar not null,
    abbr varchar,
    level varchar not null check (level in ('scotland', 'health_board', 'ijb', 'council', 'none')),
    model varchar,
    health_board_code varchar,
    family_group varchar,
    tile_row integer,
    tile_col integer
);

create table area_member (
    area_code varchar not null,
    member_code varchar not null,
    kind varchar not null
);

create table source (
    id varchar primary key,
    publisher varchar not null,
    title varchar not null,
    url varchar,
    licence varchar not null,
    attribution varchar not null,
    layout varchar,
    first_period date,
    last_period date,
    rows integer,
    file varchar,
    sha256 varchar,
    published varchar,
    next_due varchar
);

create table quantity (
    id varchar primary key,
    name varchar not null,
    unit varchar not null,
    source_id varchar not null
);

create table fact (
    quantity quantity_id not null,
    area_code area_id not null,
    period_start date not null,
    period_end date not null,
    breakdown breakdown_id not null,
    value double,
    status varchar not null,
    note varchar not null,
    primary key (quantity, area_code, period_start, period_end, breakdown)
);

create table observation (
    measure measure_id not null,
    area_code area_id not null,
    level varchar not null,
    period_start date not null,
    period_end date not null,
    period_label varchar not null,
    breakdown breakdown_id not null,
    basis varchar not null,
    numerator double,
    denominator double,
    value double,
    lower double,
    upper double,
    status varchar not null,
    denominator_status varchar,
    members_in integer,
    members_of integer,
    primary key (measure, area_code, period_start, period_end, breakdown, basis)
);

create table classification (
    measure varchar not null,
    area_code varchar not null,
    breakdown varchar not null,
    period_start date not null,
    centre double,
    lower double,
    upper double,
    rule varchar,
    point_type varchar
);

create table position (
    measure varchar not null,
    area_code varchar not null,
    period_start date not null,
    rank integer,
    rank_low integer,
    rank_high integer,
    "of" integer
);

-- Where an area stands among the others, apart from how its figure stands to its own past (classification).
create table standing (
    measure measure_id not null,
    area_code area_id not null,
    breakdown breakdown_id not null,
    basis varchar not null,
    period_start date not null,
    method varchar not null check (method in ('far', 'funnel', 'interval')),
    centre double,
    lower double,
    upper double,
    rule varchar not null,
    point_type varchar not null
);

create table signal (
    measure varchar not null,
    area_code varchar not null,
    kind varchar not null,
    rung varchar not null,
    rule varchar not null,
    first_period date,
    last_period date,
    run varchar,
    run_first date,
    clears_when varchar
);

-- The same rules as those of `signal`, on the better side.
create table improvement (
    measure varchar not null,
    area_code varchar not null,
    kind varchar not null,
    rung varchar not null,
    rule varchar not null,
    first_period date,
    last_period date,
    run varchar,
    run_first date,
    clears_when varchar
);

-- Every test that could have given a signal, and how often it would with no real change: low where figures that follow
-- one another are unrelated, high where they are as alike as the measure's.
create table signal_test (
    measure varchar not null,
    area_code varchar not null,
    kind varchar not null,
    points integer not null,
    autocorrelation double,
    low double not null,
    high double not null,
    low_persistent double not null,
    high_persistent double not null
);

create table peer (
    area_code varchar not null,
    peer_code varchar not null,
    distance double,
    place integer
);

create table false_alarm (
    rule varchar not null,
    points integer not null,
    autocorrelation double not null,
    rate double not null
);

-- By what the pounds of a financial year are multiplied to be in the prices of base_year, by one price index.
create table price (
    basis varchar not null,
    price_index varchar not null,
    base_year varchar not null,
    period_start date not null,
    factor double not null,
    status varchar not null,
    primary key (basis, period_start)
);

create table evidence (
    area_code varchar,
    period_label varchar,
    kind varchar,
    item varchar,
    value double,
    unit varchar,
    answer varchar,
    publisher varchar,
    title varchar,
    published varchar,
    url varchar,
    standing varchar
);

create table quality_note (
    source_id varchar not null,
    severity varchar not null,
    area_code varchar,
    period_label varchar,
    text varchar not null
);

-- Figures that may be slips or repeats: shown, with their note, but no change is worked from them or to them.
create table doubtful (
    quantity varchar not null,
    area_code varchar not null,
    period_start date not null,
    period_end date not null,
    why varchar not null
);

create table revision (
    quantity varchar not null,
    area_code varchar not null,
    period_start date not null,
    breakdown varchar not null,
    old_value double,
    new_value double,
    old_edition varchar,
    new_edition varchar
);

create table build (
    built_at timestamp not null,
    inputs_hash varchar not null,
    catalogue_hash varchar not null,
    code_version varchar not null,
    seconds double
);

create view population as
select *
from fact
where quantity like 'population\_%' escape '\';
