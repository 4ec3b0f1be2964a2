#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/config/document.hpp"

namespace hearth {

struct Reading;

/// The `shared` from which the first day is built, where it is another than that of `top`: as it is without
/// scenarios (`before`), under what `starting_population.shared` says. Nothing where there is neither.
Document shared_of_first_day(const Document& top, const std::optional<Document>& before);

/// `shared` of `top` with what `assignments` set of it.
std::optional<Document> shared_as_set(const Document& top, const std::vector<std::string>& assignments);

/// The `shared` from which the first day of a reading is built; nullptr where there is none.
const Document* shared_of_first_day(const Reading& reading);

/// Does the first day read this section of `shared`? Of what nobody has read yet it may.
bool first_day_may_read(const Reading& reading, std::string_view section);

}  // namespace hearth
