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
column-standard-error = Monte Carlo standard error of the share
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

## Sensitivity and the value of information
sensitivity-heading = { $draws } draws, { $inputs } inputs that vary, { $alternatives } alternatives; outcomes: more is better.
sensitivity-best = Best on average: { $alternative }, { $mean } (± { $half }).
sensitivity-mean = { $alternative }: { $mean } (± { $half }).
sensitivity-evpi = Knowing everything before choosing, luck included, would add { $value } (± { $half }) on average: no study can be worth more.
sensitivity-evpi-unclear = Knowing everything before choosing would add { $value } (± { $half }) on average, which cannot be told from 0: the choice does not hang on what is not known.
sensitivity-evpi-none = No draw would change the choice: more knowledge is worth nothing for it.
sensitivity-worth = Worth knowing: { $input }, { $value } (± { $half }).
sensitivity-worth-none = No single input, known alone, would change the choice.
sensitivity-worth-all = All inputs together: { $value } (± { $half }); the rest is luck and what is not an input.
sensitivity-why = { $alternative } varies with { $inputs }.
sensitivity-why-none = { $alternative }: no input's share of the variance can be told from 0.
sensitivity-share = { $input } ({ $share }, interval { $low } to { $high })
sensitivity-sources = Of the variance of { $alternative }, alone, and with what it does together with the others: { $sources }.
sensitivity-source-parameters = parameters { $first }, { $total }
sensitivity-source-delivery = delivery of money { $first }, { $total }
sensitivity-source-environment = shocks and events { $first }, { $total }
sensitivity-source-households = households' luck { $first }, { $total }
sensitivity-box = { $target } in { $base } of the draws. In { $density } of those with { $limits }; they are { $support } of all draws and hold { $coverage } of the misses.
sensitivity-box-none = { $target } in { $base } of the draws; no box of inputs holds more of them than luck.
sensitivity-missed = { $alternative } misses its target
input-absorbed = Share of { $capital } money disbursed, { $year }
input-in-year = Share of disbursed { $capital } money at work within the year, { $year }
input-overrun = Cost overrun of { $capital } money, { $year }
input-investment = investment
input-recurrent = recurrent
input-shock = Good or bad year of the province ({ $shock }), { $year }
input-event = { $event }, { $year }
input-baseline = Poor households at the start · { $cohort }
chart-tornado-title = What moves the outcome: { $alternative }
chart-tornado-subtitle = Mean outcome where an input is in its lowest and in its highest tenth, all others varying as they do; whiskers: 95% Monte Carlo interval; { $draws } draws
chart-tornado-fall = Average yearly fall of the poor rate, points · { $cohort }
chart-tornado-low = input in its lowest tenth
chart-tornado-high = input in its highest tenth
chart-tornado-rest = Shown: the { $shown } widest of { $all } inputs

## Allocation
allocation-synthetic-detail = The tables say that amounts, costs or values in them were made up for trials; do not quote them as facts.
allocation-most-value = Most value for the money
allocation-least-cost = Least cost for a value of at least { $target }
allocation-title = { $goal }: packages in { $chosen } of { $areas } areas, value { $value }, cost { $cost } VND.
allocation-proven = Gap 0: proven. No allocation is better; of those as good this is the first by the tie rule.
allocation-proven-but-for-ties = Gap 0: proven, but not that the tie rule would choose this one among those as good.
allocation-not-proven-value = Gap { $gap } of the value: not proven. At most { $gap } better is possible (bound: { $bound }).
allocation-not-proven-cost = Gap { $gap } of the cost: not proven. At most { $gap } cheaper is possible (bound: { $bound } VND).
allocation-nothing = Nothing is chosen in any area.
allocation-packages = What is chosen (by area: allocation.csv; who pays: payments.csv)
allocation-package = Package
allocation-areas = Areas
allocation-cost = Cost, VND
allocation-value = Value
allocation-other-packages = { $count } other packages
allocation-sources = Sources; what is left over need not be spent
allocation-source = Source
allocation-amount = Amount, VND
allocation-paid = Paid
allocation-leftover = Left over
allocation-prices-value = What each floor, cap and lock costs: the value that would be added without it
allocation-prices-cost = What each floor, cap and lock costs: the money that would be saved without it
allocation-area = Area
allocation-constraint = Constraint
allocation-bound = Bound (VND, package)
allocation-price-value = Value lost
allocation-price-cost = VND spent more
allocation-floor = floor
allocation-cap = cap
allocation-lock = lock
allocation-unproven = { $price } (not proven)
allocation-prices-hidden = { $count } more cost less (of { $all }; prices.csv).
allocation-prices-free = { $count } of { $all } cost nothing.

## Minimum money
budget-title = { $scenario }: how much money does “{ $target }” take to be reached with probability { $wanted } %, spread as in “{ $alternative }”?
budget-already-met = ALREADY MET without any programme money.
budget-met = CAN BE MET.
budget-not-with-any-money = NOT WITH ANY MONEY.
budget-why-already-met = Without a đồng the probability is { $zero }.
budget-why-met = It takes about { $money } billion VND in all years (95 % interval { $low } to { $high }), { $multiple } times the alternative's { $own } billion VND.
budget-no-end = no end within what was tried
budget-why-arithmetic = { $cohort }: the poor rate starts at { $start } %, so that even with nobody left poor the average fall over { $years } years is at most { $largest } points a year, below the target's { $floor }.
budget-why-delivery = The most money tried ({ $most } billion VND), delivered and taken up as it is, gives a probability of { $unlimited }; perfect money would give { $perfect }. What binds is delivery and coverage, not the amount.
budget-why-hazards = The most money tried ({ $most } billion VND) gives a probability of { $unlimited }; even with every đồng in January and every eligible household covered it is { $perfect }. What binds is how far this support can change the pace of escapes and relapses.
budget-doubtful = The replicates do not settle it: the interval of the probability includes the one asked for.
budget-curve = Probability by money
budget-money = Billion VND
budget-multiple = Times
budget-as-delivered = Delivered as it is
budget-in-january = All money in January
budget-obstacles = With the most money, each obstacle removed alone gives a probability of
budget-note = Every amount lives through the same { $replicates } replicates; in brackets Wilson's 95 % interval.
chart-budget-title = How much money it takes: { $target }
chart-budget-subtitle = Probability of reaching the floor when the money of “{ $alternative }” is multiplied, its pattern kept; band: 95 % interval; { $replicates } replicates; small amounts are drawn apart
chart-budget-wanted = asked for: { $p } %
chart-budget-chance = Probability, %
chart-budget-money = Money in all years, billion VND

## Workbook
book-summary = Summary
book-charts = Charts
book-table = Table { $file }
book-cut = Only the first { $rows } rows; all are in { $file }
book-target = Target
book-alternative = Alternative
book-verdict = Verdict
book-p = Probability of reaching the floor
book-p-low = 95 % low
book-p-high = 95 % high
book-fan = Poor rate, %: { $cohort } (reference alternative)
book-money = Money by component, million VND in all years

## The local page
serve-title = What if the money went elsewhere?
serve-lead = Move the sliders, change targets, then run: both alternatives live through the same replicates.
serve-language = Tiếng Việt
serve-base = Start from
serve-against = Compare with
serve-name = Name (a-z, 0-9, _, -)
serve-run = Run
serve-cancel = Stop
serve-save = Save as a scenario
serve-download-toml = Download scenario (TOML)
serve-download-xlsx = Download Excel
serve-download-json = Download results (JSON)
serve-money = Money by component and source
serve-money-hint = Share of each source, all years. No source passes 100 %; a source pays only what its earmark allows.
serve-source-used = Used
serve-districts = Weight by district
serve-districts-hint = 1 = as in the alternative; 2 = each commune of the district counts double.
serve-targets = Targets, points a year
serve-targets-hint = The floor to be reached.
serve-results = Results
serve-no-results = Nothing was run yet.
serve-running = Running
serve-quick = A quick answer, being refined
serve-done = Done
serve-cancelled = Stopped
serve-failed = It could not be run
serve-saved = Saved beside the scenario
serve-chances = Probability of reaching the floor
serve-target = Target
serve-differences = Difference from the other alternative
serve-measure = Measure
serve-mean = Mean
serve-interval = 95 % interval
serve-better = Better in
serve-spent = Spent, billion VND
serve-left = Left
serve-reset = Reset
serve-stale = Changed since this run
