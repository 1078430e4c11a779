# Texts in English. Numbers arrive formatted; vi.ftl has the same keys and placeholders.

## Origin of the data
synthetic-banner = Synthetic data — not real commune figures
synthetic-loud = SYNTHETIC DATA — NOT REAL COMMUNE FIGURES
synthetic-loud-detail = The communes' poor households were made up for trials; do not quote them as facts.
synthetic-suffix = (synthetic data)

## Verdicts
verdict-out-of-reach = out of reach
verdict-very-unlikely = very unlikely
verdict-unlikely = unlikely
verdict-open = open
verdict-likely = likely
verdict-very-likely = very likely

## Target sets that the shipped scenario names
set-seed = 2020 orientation
set-adopted = adopted programme
set-plan = plan

## Terminal
terminal-reference = { $scenario }. Alternative: { $alternative }.
terminal-out-of-reach = { $set } · { $cohort } { $band } points/year: out of reach. From { $start } the average fall can be { $largest } points/year at most over { $first }–{ $last }, whatever the money; { $alive }.
terminal-alive = last year still possible: { $year } (falls of { $floor } that fit: { $falls })
terminal-not-alive = not even one yearly fall of { $floor } points is possible
terminal-possible = { $set } · { $cohort } { $band } points/year: { $verdict }. The probability of { $floor } points/year is { $p }% (95% interval: { $low }–{ $high }%{ $worth }){ $top }; the expected average fall is { $fall } points/year (90% of replicates: { $fall-low } to { $fall-high }).
terminal-top = , of { $top } it is { $p }%
terminal-top-impossible = , { $top } is out of reach
terminal-joint-out-of-reach = { $set } · all targets together: out of reach, because at least one of them is.
terminal-joint-possible = { $set } · all targets together: { $verdict }. The probability of reaching every floor is { $p }% (95% interval: { $low }–{ $high }%).
terminal-all-targets = all targets
terminal-column-target = Target
terminal-interval = { $p }% ({ $low }–{ $high })
terminal-worth = ; households integrated out, as good as { $replicates } simulated replicates
terminal-worth-line = as good as { $replicates }
terminal-table-note-integrated = Single targets: households integrated out over { $replicates } evenly spread worlds; “as good as” counts the simulated replicates with the same standard error. Sets of targets are simulated: by chance one may come out likelier than a target in it.
terminal-table-note = Targets: percentage points a year. Probability of the floor and its 95% interval, from { $replicates } replicates, seed { $seed }.
terminal-parameters = Parameters: posterior from { $folder } ({ $draws } draws, { $fitted }; standard { $standard }).
terminal-fitted-forms = fitted to official forms
terminal-fitted-margins = fitted to published margins
terminal-fitted-prior = draws of the prior: fitted to no data

## Charts
chart-fan-title = Poor rate { $first }–{ $last }: { $cohort }
chart-fan-subtitle = Poor households at year end, % of households, standard { $standard }; { $replicates } replicates per alternative
chart-fan-band90 = 90% of replicates
chart-fan-band50 = 50% of replicates
chart-fan-median = median
chart-fan-baseline = baseline { $year }: { $rate }
chart-fan-target = target, { $set }: down { $band } points/year
chart-fan-target-impossible = target, { $set }: down { $band } points/year (out of reach)
chart-heat-title = Expected poor rate by commune at the end of { $year }
chart-heat-subtitle = { $alternative }; mean of { $replicates } replicates, % of households; { $communes }
chart-heat-all = { $count } communes
chart-heat-some = the { $shown } communes with the most poor households at the start, of { $all } (all of them: communes.csv)
chart-heat-legend = % of households that are poor
chart-heat-communes = { $count } communes
chart-heat-under = under { $to }
chart-heat-between = { $from }–{ $to }
chart-heat-over = { $from } or more
chart-money-title = Where the money goes: allocation by project, { $first }–{ $last }
chart-money-subtitle = Million VND, all sources and years together
chart-money-total = { $total } million VND in all
chart-money-unallocated = Unallocated
chart-binds-title = What binds: how the fall of the poor rate changes when one obstacle is lifted
chart-binds-subtitle = { $alternative }: difference in the average fall, percentage points/year; whiskers: ±1.96 standard errors; { $replicates } replicates
chart-binds-panel = { $cohort }: as planned the average fall is { $fall } points/year
chart-binds-target = target, { $set } { $band }

## Calibration charts
chart-prior-title = What the data add: parameters before and after
chart-prior-subtitle = Density of each parameter; below each name the median and the 90% interval after; hazards in % a year; { $draws } draws
chart-prior-before = before (prior)
chart-prior-after = after (posterior)
chart-prior-interval = { $median } ({ $low }–{ $high })
chart-observed-title = Observed and predicted poor rates, { $first }–{ $last }
chart-observed-subtitle = Poor households at year end, % of households; { $draws } draws
chart-observed-band = { $level } of draws
chart-observed-median = median
chart-observed-fitted = observed, used
chart-observed-held-out = observed, not used
chart-coverage-title = How often the intervals hold what was observed
chart-coverage-subtitle = On the diagonal intervals are right; below it they are too narrow, above it too wide; with few observations points stray by chance
chart-coverage-nominal = Level of the interval
chart-coverage-observed = Share of observations within it
chart-coverage-group = { $group } ({ $count } observations)
chart-coverage-exact = as often as stated
chart-effects-title = What sets communes apart: { $class }
chart-effects-subtitle = Factor on the yearly hazard of { $communes } communes, sorted; dot: median; line: 90% interval; named are the { $named } lowest and highest
chart-effects-subtitle-all = Factor on the yearly hazard of { $communes } communes, sorted; dot: median; line: 90% interval
chart-effects-above = whole interval above 1
chart-effects-below = whole interval below 1
chart-effects-open = interval holds 1
chart-ranks-title = Do the chains agree? Ranks of each chain’s draws
chart-ranks-subtitle = The parameters with the largest R-hat; level bars mean that a chain visits all ranks alike; dashes: equal share; { $draws } draws
chart-ranks-chain = chain { $chain }
chart-ranks-parameter = { $name } · R-hat { $r-hat }

## Parameters
parameter-exit-income-poor = Income exit of poor households
parameter-exit-income-near-poor = Income exit of near-poor households
parameter-exit-deprivation-poor = From poor to near-poor
parameter-relapse-near-poor = Relapse of near-poor households
parameter-relapse-escaped = Relapse of newly escaped households
parameter-slip-escaped = Newly escaped households that become near-poor
parameter-slip-secure = Secure households that become near-poor
parameter-arise-near-poor = Near-poor households newly poor
parameter-arise-secure = Secure households newly poor
parameter-in-area = { $parameter } · { $area }
parameter-other-areas = all other communes
parameter-class-exit-income = exits by income
parameter-class-exit-deprivation = from poor to near-poor
parameter-class-relapse = relapses
parameter-class-slip = newly near-poor
parameter-class-arise = newly poor
parameter-commune-spread = Differences between communes · { $class }
parameter-effect = { $instrument } · { $class }
parameter-year-spread-exits = A commune's own good and bad years · exits
parameter-year-spread-falls = A commune's own good and bad years · falls
level-province = province
level-cohort = cohorts
level-district = districts
level-commune = communes

## Transition shares from stocks
stocks-title = Yearly transition shares from the stocks of { $first }–{ $last }: { $states } states, { $transitions } transitions, all years alike
stocks-no-return = No state goes back to one before it.
stocks-constrained = Best shares: no share below 0, each row adds up to 100%. Sum of squared errors of the shares: { $sum }.
stocks-unconstrained = Without that rule least squares gives (sum of squared errors { $sum }):
stocks-outside = This leaves the shares: { $count } of { $all } entries are below 0 or above 100%: { $entries }. The stocks alone do not tell who moved where; the best shares rest on the rule.
stocks-inside = These are shares too.
stocks-undetermined = Without that rule there is no single answer: the years are too few or too alike, and other shares may fit as well as those above.
stocks-from = From \ to
stocks-entry = { $from } → { $to } { $share }

## Switches
terminal-why = What binds most: “{ $obstacle }” would add { $gain } points/year. Perfect money would add { $money } and bring the probability to { $p }%.
switch-as-planned = As planned
switch-no-money = No programme money
switch-no-relapse = No household relapses
switch-no-ceiling = No ceiling on coverage
switch-money-in-january = All money arrives in January
switch-labour-for-all = Every household has labour
switch-perfect-money = Perfect money: January, all disbursed, all covered

## Official form (TT 07/2021)
form-title-poor = Movements of poor households in { $year }
form-title-near-poor = Movements of near-poor households in { $year }
form-note = Expected values over { $replicates } replicates of the alternative “{ $alternative }” (fractions are normal). Row “Persons” = households × { $persons } persons per household.
form-sheet-poor = { $year } poor
form-sheet-near-poor = { $year } near-poor
form-number = No.
form-place = Place
form-unit = Unit
form-households = Households
form-persons = Persons
form-province = Province
form-poor-1 = Poor households at the start
form-poor-left = Left poverty
form-poor-2 = Became near-poor
form-poor-3 = Past the near-poor line
form-poor-5 = Near-poor households that became poor
form-poor-6 = Relapsed
form-poor-9 = Poor households at the end
form-near-poor-1 = Near-poor households at the start
form-near-poor-left = Left near-poverty
form-near-poor-2 = Became poor
form-near-poor-3 = Past the near-poor line
form-near-poor-5 = Poor households that became near-poor
form-near-poor-6 = Near-poor again
form-near-poor-9 = Near-poor households at the end
form-other-decrease = Other decrease
form-added = Added
form-newly-arisen = Newly arisen
form-other-increase = Other increase

## Columns of the data files
column-alternative = Alternative (identifier in the scenario)
column-target = Target: set/cohort; set/all means every target of the set together
column-cohort = Fixed list of communes that the target speaks of; empty = all targets of the set
column-standard = Poverty standard: qd59 = QĐ 59/2015/QĐ-TTg, nd07 = NĐ 07/2021/NĐ-CP
column-start-rate-percent = Poor rate at the start
column-largest-possible-points-per-year = Largest average fall that arithmetic allows
column-arithmetic = Arithmetic: possible or out_of_reach
column-p-floor = Probability of reaching the floor of the band
column-p-floor-low = Lower end of the 95% interval of p_floor (Wilson’s; Student’s t if integrated)
column-p-floor-high = Upper end of the 95% interval of p_floor (Wilson’s; Student’s t if integrated)
column-p-top = Probability of reaching the top of the band
column-p-top-low = Lower end of the 95% interval of p_top (Wilson’s; Student’s t if integrated)
column-p-top-high = Upper end of the 95% interval of p_top (Wilson’s; Student’s t if integrated)
column-verdict = Verdict on the floor's probability; out_of_reach comes from arithmetic
column-replicates = Number of replicates
column-estimator = How the probability was estimated: simulated = share of replicates, integrated = mean chance with the households integrated out
column-p-floor-standard-error = Monte Carlo standard error of p_floor
column-p-floor-equivalent-replicates = Simulated replicates with the same standard error of p_floor; empty = it does not vary
column-p-top-standard-error = Monte Carlo standard error of p_top
column-p-top-equivalent-replicates = Simulated replicates with the same standard error of p_top; empty = it does not vary
column-year = Year (December review)
column-quantity = Quantity
column-unit = Unit of the row
column-mean = Mean over replicates
column-sd = Standard deviation over replicates
column-p05 = 5% quantile
column-p25 = 25% quantile
column-p50 = Median
column-p75 = 75% quantile
column-p95 = 95% quantile
column-mc-se = Monte Carlo standard error of the mean
column-origin = Origin of the data: official, assumption or synthetic
column-commune-code = Commune code (5 digits)
column-commune-name = Name of the commune
column-district-code = District code
column-district-name = Name of the district
column-households-mean = Households, mean
column-poor-households-mean = Poor households, mean
column-poor-households-sd = Poor households, standard deviation
column-poor-households-p05 = Poor households, 5% quantile
column-poor-households-p50 = Poor households, median
column-poor-households-p95 = Poor households, 95% quantile
column-poor-rate-percent-mean = Poor rate, mean
column-near-poor-households-mean = Near-poor households, mean
column-readiness-points-mean = Points added to the readiness to leave the ĐBKK list, mean
column-level = Level: district or commune
column-place-code = Code of the commune or district
column-place-name = Name of the commune or district
column-source = Source of money
column-component = Component (project, sub-project); empty = unallocated
column-amount-dong = Amount, whole đồng
column-amount-million-vnd = Amount, million VND, exact
column-switch = Obstacle lifted; as_planned = none
column-mean-fall-points-per-year = Average fall reached
column-difference-points-per-year = Difference from the plan, on the same random numbers
column-difference-se = Monte Carlo standard error of the difference
column-uncertainty = Source of uncertainty: parameters, delivery, environment, households, interactions
column-variance-share = Share of the variance of the final poor rate due to this source alone
column-standard-error = Monte Carlo standard error
column-form = Form: poor or near_poor
column-households = Households of the commune at the end of the year, expected
column-c1 = Column 1: households at the start
column-c2 = Column 2: moved to the other list
column-c3 = Column 3: past the near-poor line
column-c4 = Column 4: other decrease
column-c5 = Column 5: came from the other list
column-c6 = Column 6: relapsed, near-poor again
column-c7 = Column 7: newly arisen
column-c8 = Column 8: other increase
column-c9 = Column 9: households at the end = 1−2−3−4+5+6+7+8
column-spent-million-vnd = Money spent, million VND
column-left-million-vnd = Money left, million VND
column-planned-participations = Planned participations of households
column-lasting-escapes-added-mean = Lasting escapes that the programme adds, mean
column-lasting-escapes-added-low = Lasting escapes added, lower end of the 95% interval
column-lasting-escapes-added-high = Lasting escapes added, upper end of the 95% interval
column-million-vnd-per-lasting-escape = Million VND per lasting escape
column-million-vnd-per-added-lasting-escape = Million VND per lasting escape added
column-million-vnd-per-added-lasting-escape-low = Million VND per escape added, lower end of the 95% interval
column-million-vnd-per-added-lasting-escape-high = Million VND per escape added, upper end of the 95% interval
column-frontier = Frontier: frontier = on it, dominated = worse than one alternative, dominated_by_mix = worse than a mix
column-dominated-by = Worse than which alternative
column-incremental-million-vnd-per-lasting-escape = Million VND per escape added over the one before on the frontier
column-measure = Measure
column-against = Compared with
column-difference-mean = Mean difference on the same replicates
column-low-95 = Lower end of the 95% interval
column-high-95 = Upper end of the 95% interval
column-p-better = Share of replicates in which it is better
column-p-better-low = Share better, lower end of the 95% interval
column-p-better-high = Share better, upper end of the 95% interval
column-p-worse = Share of replicates in which it is worse
column-variance-cut-by-common-numbers = How many times the replicates without common random numbers
column-worst-replicate = Worst replicate
column-p-best = Probability of being the best
column-regret-mean = Mean regret
column-regret-standard-error = Regret, Monte Carlo standard error
column-regret-largest = Largest regret
column-rule = Decision rule
column-decides = Does the rule tell them apart: 1 = yes, 0 = no
column-score = Score by the rule
column-chosen = Chosen: 1 = yes, 0 = no
column-replicate = Replicate

## Calibration and back-test
calibration-trust = { $draws } draws; largest R-hat { $rhat } (of all coordinates { $rhat_all }), smallest effective draws { $bulk } in bulk, { $tails } in tails, divergences { $divergences }
calibration-told = Identified by data: { $data }, mixed: { $mixed }, prior: { $prior } (parameters.csv)
backtest-beats = { $level }: { $count } forecasts of the poor rate; mean error { $mae } points, CRPS { $crps }, bias { $bias }; intervals of 50, 80, 95% hold { $c50 }, { $c80 }, { $c95 }% of the observations. Better than the better naive rule by { $skill }% (rate persists: { $rate }; fall persists: { $fall }).
backtest-loses = { $level }: { $count } forecasts of the poor rate; mean error { $mae } points, CRPS { $crps }, bias { $bias }; intervals of 50, 80, 95% hold { $c50 }, { $c80 }, { $c95 }% of the observations. WORSE than the better naive rule by { $skill }% (rate persists: { $rate }; fall persists: { $fall }).

## Comparison
comparison-title = { $scenario }: { $count } alternatives compared with “{ $reference }” on the same { $replicates } replicates
comparison-chances = Probability of reaching the floor of each target
comparison-alternative = Alternative
comparison-differences = Difference from “{ $reference }”: mean, 95% interval, and in how many replicates it is better
comparison-difference = { $mean } ({ $low } to { $high }); better in { $better }%
comparison-never-differs = no difference in any replicate
comparison-variance-cut = Common random numbers: without them the same intervals would take { $least } to { $most } times as many replicates.
comparison-money = Money and escapes that last { $years } years (made in { $first }–{ $last })
comparison-spent = Spent, billion VND
comparison-left = Left over
comparison-participations = Participations planned
comparison-lasting = Lasting escapes
comparison-added = of which added by the programme
comparison-per-added = Million VND each added
comparison-not-distinguishable = not distinguishable from 0
comparison-frontier-heading = Cost and lasting escapes
comparison-frontier = { $alternative }: on the frontier
comparison-dominated = { $alternative }: dominated by { $by }, which costs no more and achieves no less
comparison-dominated-by-mix = { $alternative }: dominated by a mix of { $by }
comparison-rules = What each decision rule prefers
comparison-rule-target-chance = highest probability of { $target }
comparison-rule-most-lasting = most lasting escapes
comparison-rule-smallest-regret = smallest largest regret of lasting escapes
comparison-rule-maximin = best worst case of lasting escapes
comparison-rule-none = does not tell them apart
comparison-agree = All rules that decide agree on: { $alternative }.
comparison-disagree = The rules disagree: which alternative is best depends on the rule.
comparison-no-programme = No programme
measure-fall = Average fall, { $cohort }, { $first }–{ $last }
measure-lasting-escapes = Lasting escapes, whole province
measure-poor-households = Poor households, whole province, end of { $last }
unit-points-per-year = points a year
unit-households = households
chart-differences-title = What each alternative changes
chart-differences-subtitle = Difference from “{ $reference }” on the same { $replicates } replicates; dot: mean; line: 95% interval of the mean
chart-plane-title = Cost and lasting escapes added
chart-plane-subtitle = Escapes of { $first }–{ $last } that last { $years } years, more than without the programme; line: 95% interval of the mean; dashes: efficiency frontier
chart-plane-cost = Money spent, billion VND
chart-plane-effect = Lasting escapes added, households
chart-regret-title = What is lost by not choosing the best
chart-regret-subtitle = Lasting escapes fewer than under the best alternative of each of { $replicates } replicates
chart-regret-best = Best in, % of replicates
chart-regret-mean = Mean regret, households
chart-regret-largest = Largest regret, households

## Optimisation
optimum-title = { $scenario }: a better allocation is sought. Objective: { $objective }
objective-lasting-escapes = most lasting escapes, households
objective-p-target = highest probability of reaching the targets together
objective-shortfall = smallest largest shortfall from the targets
optimum-found = Found “{ $winner }” ({ $way }). Against “{ $reference }” on the same { $replicates } replicates: { $gain } { $unit } (95 % interval of the mean: { $low } to { $high }); better in { $better } % of replicates.
optimum-found-not-distinguishable = Best in the trial is “{ $winner }” ({ $way }), but it is not distinguishable from “{ $reference }” on the same { $replicates } replicates: { $gain } { $unit } (95 % interval of the mean: { $low } to { $high }); better in { $better } % of replicates.
optimum-none-better = Nothing better than the given alternatives was found. The best is “{ $winner }”: against “{ $reference }” on the same { $replicates } replicates { $gain } { $unit } (95 % interval of the mean: { $low } to { $high }); better in { $better } % of replicates.
optimum-reference-is-best = Nothing better than the reference “{ $winner }” was found.
optimum-way-given = an alternative of the scenario
optimum-way-packages = a package for every commune; by the packages' prices at most { $gap } % short of the best
optimum-way-curves = continuous money on saturating curves, optimal by its prices
optimum-promised = Expected prices promise { $promised } households over no programme; the simulation measures { $measured } ({ $low } to { $high }).
optimum-trial = It was chosen on { $replicates } other replicates than those that judge it: the gain is not inflated by the choice.
optimum-scores = The alternatives on the same replicates
optimum-score = Objective, { $unit }
optimum-gain = Against the reference (95 %)
optimum-better = Better, % of replicates
optimum-money = Where the money goes, billion VND in all years
optimum-component = Component
optimum-scenario = A scenario with this alternative, ready to run: { $path }
unit-points = points
chart-allocation-title = Money before and after the optimisation
chart-allocation-subtitle = Million VND per poor household at the start, all years, by district and component. Above: “{ $before }”; below: “{ $after }”
chart-allocation-all = All
signed-title = Allocation of money in { $year }, alternative “{ $alternative }”
signed-note = Unit: VND. { $sources }
signed-sheet = { $year }
signed-number = No.
signed-place = District / commune
signed-total = Total
signed-row-total = Sum
signed-sums-sheet = Sources
signed-sums-title = Sources: envelope = allocated + left
signed-source = Source
signed-year = Year
signed-envelope = Envelope
signed-allocated = Allocated
signed-left = Left
signed-check = Check (must be 0)
signed-prepared = PREPARED BY
signed-approved = APPROVED BY
signed-date = Date:

## Workbook report.xlsx
book-sheet-summary = Summary
book-sheet-charts = Charts
book-sheet-targets = Targets
book-sheet-trajectories = Trajectories
book-sheet-communes = Communes by year
book-sheet-places = Targets by place
book-sheet-money = Money
book-sheet-why = What binds
book-sheet-variance = Uncertainty
book-sheet-forms = Form 2022-2025
book-sheet-chart-numbers = Chart numbers
book-sheet-codes = Codes
book-sheet-alternatives = Alternatives
book-sheet-differences = Differences
book-sheet-standings = Standings
book-sheet-chances = Chances
book-sheet-rules = Decision rules
book-sheet-outcomes = Replicates
book-table-note = Rows as in { $file }; the small names below the headings are its columns. What columns and codes mean: sheet “{ $codes }”.
book-table-left-out = The table has more than { $most } rows and is left out here; all of them are in { $file }.
book-charts-note = Excel charts, to be edited and copied; their numbers are on the sheet “{ $sheet }”.
book-chart-numbers-note = Numbers of the charts. Columns “90%” and “50% of replicates” are heights of bands stacked on each other, from the 5% quantile up.
book-codes-note = What the codes in the tables stand for, and what every column means.
book-kind = Kind
book-code = Code or column
book-meaning = Meaning
book-unit = Unit
book-alternative = Alternative
book-cohort = Cohort
book-source = Source of money
book-component = Project, sub-project
book-switch = Obstacle lifted
book-column = Column
book-year = Year
book-reference = Reference alternative: { $name }
book-other = Alternative: { $name }
book-verdict = Verdict
book-probability = Probability of the floor
book-low = 95% interval, low
book-high = 95% interval, high
book-fall = Expected fall, points/year
book-words = In words
book-chances-title = Probability of each target’s floor, with its 95% interval
book-below = below: { $name }
book-above = above: { $name }
book-money = Money of every alternative, million VND
book-money-total = All
book-money-allocated = Allocated
book-money-spent = Spent
book-money-left = Left
book-run = This run
book-run-id = Name of the run
book-version = Version
book-scenario = Scenario file
book-input = Input file
book-load-warning = Warning
book-parameters = Parameters
book-forms-here = The reference alternative’s forms are on sheets below; those of every alternative: form_2022_2025_*.xlsx
book-forms-elsewhere = See form_2022_2025_*.xlsx (if any): too long for this book

## Summary for a meeting (summary.docx)
docx-title = POVERTY REDUCTION SIMULATION: SUMMARY OF RESULTS
docx-verdicts = 1. Can the targets be met? (reference alternative: { $name })
docx-alternatives = 2. The alternatives compared
docx-alternatives-note = Targets: percentage points a year. Probability of the floor, in brackets its 95% interval. Money: billion VND, in brackets what is not allocated.
docx-money-row = Money (not allocated), billion VND
docx-obstacles = 3. What stands in the way (reference alternative)
docx-money = 4. Where the money goes, { $first }–{ $last }, billion VND
docx-uncertainty = 5. How sure this is
docx-uncertainty-range = { $cohort }, end of { $year }: the poor rate may be anywhere from { $low } to { $high } (90% of replicates), with { $middle } in the middle.
docx-uncertainty-source = The largest source of doubt is { $source }: alone it makes { $share } of the variance.
docx-uncertainty-replicates = There were { $replicates } replicates; more of them would tell the probabilities more exactly, but would not narrow this range.
docx-source-parameters = the parameters of the model
docx-source-delivery = delivery of the money and costs
docx-source-environment = the economy, disasters and other common shocks
docx-source-households = the luck of single households
docx-origin = 6. Where the data come from
docx-origin-official = The inputs are official figures.
docx-origin-assumption = Some inputs are assumptions of the scenario’s author.
docx-origin-synthetic = The communes’ poor households are synthetic data that agree with the published totals of the province; results for communes only illustrate.
docx-priors = Parameters are the priors and assumptions stated in the scenario, not calibrated: results compare alternatives and do not forecast.
docx-manifest = Run { $run }; giamngheo { $version }; { $scenario } (SHA-256 { $hash }…); seed { $seed }; { $replicates } replicates. In full: report.xlsx, run.json.
