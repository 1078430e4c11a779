# R, vectorised: rbinom over alternatives, replicates and communes at once.
#
# Rscript r_binomial.R EXPORT --replicates N [--chunk K] [--out CSV] [--seed S]

words <- commandArgs(trailingOnly = TRUE)
option <- function(name, default) {
  at <- match(name, words)
  if (is.na(at)) default else words[at + 1]
}
folder <- words[1]
replicates <- as.integer(option("--replicates", NA))
chunk_size <- as.integer(option("--chunk", 8))
out <- option("--out", NA)
set.seed(as.integer(option("--seed", 1)))

# The arrays by name, with their axes in the export's order.
listing <- read.csv(file.path(folder, "arrays.csv"), colClasses = "character")
read_array <- function(row) {
  shape <- as.integer(strsplit(row[["shape"]], " ")[[1]])
  path <- file.path(folder, row[["file"]])
  count <- prod(shape)
  numbers <- switch(row[["dtype"]],
    "<f8" = readBin(path, "double", count, size = 8, endian = "little"),
    "<i4" = readBin(path, "integer", count, size = 4, endian = "little"),
    "|u1" = readBin(path, "integer", count, size = 1, signed = FALSE)
  )
  if (length(shape) < 2) numbers else aperm(array(numbers, rev(shape)), rev(seq_along(shape)))
}
x <- setNames(apply(listing, 1, read_array, simplify = FALSE), listing$name)
if (length(x$rebasing) > 0 || x$overlap_best_of == 1) stop("this peer knows neither a change of standard nor best_of")
if (replicates > dim(x$base)[1]) stop("the export has fewer replicates")

# Alternative and cohort names are in arrays.json, which base R does not read: their lists are plain strings.
text <- paste(readLines(file.path(folder, "arrays.json"), encoding = "UTF-8"), collapse = " ")
label <- function(axis) {
  list <- regmatches(text, regexpr(sprintf('"%s": \\[[^]]*\\]', axis), text))
  gsub('"', "", regmatches(list, gregexpr('"[^"]*"', list))[[1]][-1])
}
alternatives <- label("alternative")
cohorts <- label("cohort")[1:2]
communes <- dim(x$start)[1]
strata <- dim(x$start)[2]
states <- dim(x$start)[3]
years <- length(x$years)
dissolution <- -log1p(-x$growth[2])
# Off the lists, in the order in which more poor households at the start are taken from them.
room <- c(13, 12, 11, 10, 9, 8, 7)
poor_state <- 1
near_poor_state <- 3
secure_state <- 13

# Counts are vectors over commune (fastest), replicate, alternative: `each` repeats a [replicate, commune] matrix.
over_alternatives <- function(values) rep(values, length(alternatives))

start_states <- function(chunk) {
  n <- lapply(seq_len(strata), function(s) lapply(seq_len(states), function(k) rep(x$start[, s, k], length(chunk))))
  for (doubt in seq_len(dim(x$baseline_factor)[2])) {
    factor <- as.vector(t(matrix(x$baseline_factor[chunk, doubt, ], length(chunk))))
    for (s in seq_len(strata)) {
      most <- n[[s]][[poor_state]]
      for (k in room) for (t in seq_len(strata)) most <- most + n[[t]][[k]]
      target <- pmin(n[[s]][[poor_state]] * factor, most)
      moved <- floor(target + runif(length(target)))
      owed <- moved - n[[s]][[poor_state]]
      n[[s]][[poor_state]] <- moved
      for (k in room) {
        for (t in c(s, setdiff(seq_len(strata), s))) {
          given <- pmin(owed, n[[t]][[k]])
          n[[t]][[k]] <- n[[t]][[k]] - given
          owed <- owed - given
        }
      }
    }
  }
  lapply(n, function(row) lapply(row, over_alternatives))
}

# Instruments with money: the communes that have some.
funded <- list()
for (k in seq_len(dim(x$money)[3])) {
  here <- which(apply(x$money[, , k, , , drop = FALSE] > 0, 2, any))
  if (length(here) > 0) funded[[as.character(k)]] <- here
}

# Factors of the programme by class, group and labour capacity.
supports <- function(chunk, y, n) {
  size <- length(n[[1]][[1]])
  counts <- list()
  for (s in seq_len(strata)) for (k in seq_len(states)) {
    key <- paste(x$group_of_state[k], x$stratum_labour[s])
    counts[[key]] <- if (is.null(counts[[key]])) n[[s]][[k]] else counts[[key]] + n[[s]][[k]]
  }
  felt <- list()
  for (name in names(funded)) {
    k <- as.integer(name)
    here <- funded[[name]]
    planned <- seq_len(y)
    operator <- matrix(x$operator[chunk, k, , y, planned], length(chunk))
    at_work <- unlist(lapply(seq_along(alternatives), function(a) {
      money <- matrix(aperm(x$money[a, here, k, , planned, drop = FALSE], c(2, 1, 3, 4, 5)), length(here))
      tcrossprod(money, operator)
    }))
    if (!any(at_work > 0)) next
    positions <- as.vector(outer(here, communes * (seq_len(size / communes) - 1), "+"))
    reached <- character()
    for (g in 0:3) for (l in x$instrument_needs_labour[k]:1) {
      key <- paste(g, l)
      if (x$instrument_eligible[k, g + 1] == 1 && !is.null(counts[[key]])) reached <- c(reached, key)
    }
    eligible <- Reduce(`+`, lapply(reached, function(key) counts[[key]][positions]))
    share <- ifelse(eligible > 0, at_work / eligible, 0)
    a <- x$instrument_ceiling[k]
    covered <- if (x$instrument_saturates_linearly[k] == 1) pmin(share, a) else a * tanh(share / a)
    for (e in which(x$effect_instrument == k - 1 & x$effect_acts[, y] == 1)) {
      ratio <- over_alternatives(rep(x$hazard_ratio[chunk, e], each = length(here)))
      factor <- 1 + covered * (ratio - 1)
      for (key in reached) {
        full <- paste(x$effect_class[e], key)
        if (is.null(felt[[full]])) felt[[full]] <- rep(1, size)
        felt[[full]][positions] <- felt[[full]][positions] * factor
      }
    }
  }
  felt
}

year_step <- function(chunk, y, n) {
  size <- length(n[[1]][[1]])
  plain <- lapply(seq_along(x$class_of_base), function(b) {
    base <- matrix(x$base[chunk, , b], length(chunk))[, x$area_of_commune + 1]
    factor <- matrix(x$factor[chunk, , y, x$class_of_base[b] + 1], length(chunk))
    over_alternatives(as.vector(t(matrix(base, length(chunk)) * factor)))
  })
  felt <- supports(chunk, y, n)
  at_start <- Reduce(`+`, unlist(n, recursive = FALSE))
  after <- lapply(seq_len(strata), function(s) rep(list(0), states))
  for (s in seq_len(strata)) for (k in seq_len(states)) {
    hazards <- lapply(1:2, function(j) {
      b <- x$exit_base[k, j] + 1
      h <- x$class_of_base[b]
      hazard <- plain[[b]] * (x$stratum_factor[s, h + 1] * x$exit_clock[k, j])
      programme <- felt[[paste(h, x$group_of_state[k], x$stratum_labour[s])]]
      if (is.null(programme)) hazard else hazard * programme
    })
    moving <- hazards[[1]] + hazards[[2]]
    total <- moving + dissolution
    exits <- rbinom(size, n[[s]][[k]], -expm1(-total))
    moved <- exits - rbinom(size, exits, dissolution / total)
    gone <- rbinom(size, moved, hazards[[1]] / moving)
    to <- x$moves[k, ] + 1
    after[[s]][[to[1]]] <- after[[s]][[to[1]]] + gone
    after[[s]][[to[2]]] <- after[[s]][[to[2]]] + (moved - gone)
    after[[s]][[to[3]]] <- after[[s]][[to[3]]] + (n[[s]][[k]] - exits)
  }
  form(after, at_start)
}

# New households, their lists and their strata.
form <- function(after, at_start) {
  size <- length(at_start)
  formed <- rbinom(size, at_start, x$growth[1])
  poor <- rbinom(size, formed, x$growth[3])
  near <- rbinom(size, formed - poor, x$growth[4] / (1 - x$growth[3]))
  arrivals <- list(poor, near, formed - poor - near)
  entry <- c(poor_state, near_poor_state, secure_state)
  for (i in seq_along(entry)) {
    k <- entry[i]
    left <- arrivals[[i]]
    share_left <- 1
    for (s in seq_len(strata)) {
      share <- x$stratum_share[s, x$group_of_state[k] + 1]
      here <- if (s == strata) left else rbinom(size, left, min(1, share / share_left))
      after[[s]][[k]] <- after[[s]][[k]] + here
      left <- left - here
      share_left <- share_left - share
    }
  }
  after
}

# Poor households and households of the two cohorts: [poor or households, alternative, replicate, cohort, year].
simulate <- function(chunk) {
  answers <- array(0, c(2, length(alternatives), length(chunk), 2, years))
  n <- start_states(chunk)
  for (y in seq_len(years)) {
    n <- year_step(chunk, y, n)
    poor <- Reduce(`+`, lapply(n, function(row) Reduce(`+`, row[x$list_of_state == 0])))
    households <- Reduce(`+`, unlist(n, recursive = FALSE))
    for (cohort in 1:2) {
      inside <- x$cohort_member[cohort, ]
      answers[1, , , cohort, y] <- t(matrix(inside %*% matrix(poor, communes), length(chunk)))
      answers[2, , , cohort, y] <- t(matrix(inside %*% matrix(households, communes), length(chunk)))
    }
  }
  answers
}

invisible(simulate(1L)) # start-up
began <- proc.time()[["elapsed"]]
chunks <- split(seq_len(replicates), (seq_len(replicates) - 1) %/% chunk_size)
parts <- lapply(chunks, simulate)
seconds <- proc.time()[["elapsed"]] - began

if (!is.na(out)) {
  tables <- Map(function(chunk, part) {
    at <- expand.grid(quantity = 1:2, alternative = seq_along(alternatives), replicate = chunk, cohort = 1:2, year = seq_len(years))
    rows <- at[at$quantity == 1, ]
    data.frame(
      replicate = rows$replicate - 1, alternative = alternatives[rows$alternative], cohort = cohorts[rows$cohort],
      year = x$years[rows$year], poor = part[at$quantity == 1], households = part[at$quantity == 2]
    )
  }, chunks, parts)
  write.csv(do.call(rbind, tables), out, row.names = FALSE, quote = FALSE)
}
cat(sprintf(
  '{"peer": "r", "replicates": %d, "alternatives": %d, "threads": 1, "seconds": %.6f}\n',
  replicates, length(alternatives), seconds
))
