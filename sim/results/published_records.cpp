#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/config/csv_line.hpp"
#include "sim/results/published.hpp"

namespace hearth {
namespace {

/// A number with the digits that matter, or what stands for none.
std::string written(std::optional<double> value, std::string_view otherwise) {
    return value ? fmt::format("{:.10g}", *value) : std::string{otherwise};
}

std::string yes_or_no(std::optional<bool> value, std::string_view yes, std::string_view no,
                      std::string_view otherwise) {
    if (!value) return std::string{otherwise};
    return std::string{*value ? yes : no};
}

std::string use_of(const PublishedRecord& record) {
    return record.published ? std::string{use_names[static_cast<std::size_t>(record.use)]} : "";
}

std::optional<double> of_model(const PublishedRecord& record, double value) {
    return record.model ? std::optional{value} : std::nullopt;
}

}  // namespace

std::string published_csv(const std::vector<PublishedRecord>& records) {
    std::string text =
        "scenario,year,area,area_name,measure,breakdown,unit,model,p05,p95,published,difference,difference_"
        "percent,"
        "allowed,missed,use,source\n";
    for (const auto& record : records)
        text += fmt::format(
            "{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", quoted_for_csv(record.scenario),
            record.year, quoted_for_csv(record.area), quoted_for_csv(record.area_name), record.figure->name,
            record.breakdown, quoted_for_csv(std::string{record.figure->unit}), written(record.model, ""),
            written(of_model(record, record.p05), ""), written(of_model(record, record.p95), ""),
            written(record.published, ""), written(record.difference(), ""),
            written(record.difference_percent(), ""), written(record.allowed, ""),
            yes_or_no(record.is_missed(), "yes", "no", ""), use_of(record), quoted_for_csv(record.source));
    return text;
}

std::string published_json(const std::vector<PublishedRecord>& records) {
    std::string text = "[";
    for (const auto& record : records) {
        const auto source = record.source.empty() ? "null" : quoted_for_json(record.source);
        const auto use = use_of(record).empty() ? "null" : quoted_for_json(use_of(record));
        text += text.size() == 1 ? "\n" : ",\n";
        text += fmt::format(
            R"({{"scenario": {}, "year": {}, "area": {}, "area_name": {}, "measure": {}, "breakdown": {}, )"
            R"("unit": {}, "model": {}, "p05": {}, "p95": {}, "published": {}, "difference": {}, )"
            R"("difference_percent": {}, "allowed": {}, "missed": {}, "use": {}, "source": {}}})",
            quoted_for_json(record.scenario), record.year, quoted_for_json(record.area),
            quoted_for_json(record.area_name), quoted_for_json(record.figure->name),
            quoted_for_json(record.breakdown), quoted_for_json(record.figure->unit),
            written(record.model, "null"), written(of_model(record, record.p05), "null"),
            written(of_model(record, record.p95), "null"), written(record.published, "null"),
            written(record.difference(), "null"), written(record.difference_percent(), "null"),
            written(record.allowed, "null"), yes_or_no(record.is_missed(), "true", "false", "null"), use,
            source);
    }
    return text + (records.empty() ? "]\n" : "\n]\n");
}

}  // namespace hearth
