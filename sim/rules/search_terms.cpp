#include "sim/rules/search_terms.hpp"

#include "sim/config/read_state.hpp"

namespace hearth {

SearchTerms::SearchTerms(Section& config)
    : strategy{read_strategy(config)},
      best_match{strategies().at("best_match")()},
      pool{read_state(config, "pool", pools, "whose in-house carers are asked like one's own")},
      reach{read_reach(config)},
      match{config},
      answers{config.row("answers", "1", {"asked", who_answers.names}, {0, 1},
                         "share of an authority's vacancies that answer in time")},
      most_asked{
          config.real("most_asked", "1", {1, 1000}, "carers or homes of one authority asked in one search")},
      authorities_asked{config.real("authorities_asked", "1", {1, 153},
                                    "authorities whose agencies or homes are asked in one search")},
      refuses{
          config.real("refuses", "1", {0, 1}, "chance that carers decline a child within their approval")},
      refuses_beyond{config.real("refuses_beyond", "1", {0, 1},
                                 "chance that carers decline a child outside their approval")},
      home_refuses{config.real("home_refuses", "1", {0, 1}, "chance that a home declines a child")},
      log_accepts{maths::log(config.real("accepts_complexity", "1", {0.01, 1},
                                         "chance of acceptance for each unit of complexity, against none"))},
      unwanted_match{config.real("unwanted_match", "1", {0, 1},
                                 "match of a placement of another kind than wanted; 0.75 is typical")},
      emergency_share{
          config.real("emergency_share", "1", {0, 1},
                      "share of foster placements found in a hurry that are for emergencies only")},
      homes_from_age{static_cast<int>(
          config.integer("homes_from_age", "year", {0, 18},
                         "age from which a home is tried before carers outside their approval"))},
      homes_for_unaccompanied{
          config.flag("homes_for_unaccompanied", false,
                      "an unaccompanied child for whom no carers are found goes to a home as others do; "
                      "false: not to a home, and to supported accommodation from 16 on")},
      retry_days{config.real("retry_days", "day", {1, 365}, "mean days between two attempts of one search")},
      gives_up_days{static_cast<std::int32_t>(config.integer(
          "gives_up_days", "day", {1, 3650}, "a search ends without a place after this time"))} {}

}  // namespace hearth
