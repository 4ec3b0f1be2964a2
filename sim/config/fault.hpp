#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hearth {

/// A place in a file, counted from 1; line 0 means the file as a whole, column 0 the line as a whole.
struct Position {
    std::string file;
    int line = 0;
    int column = 0;
};

/// One thing wrong with what the user gave us: `file:line:column: what is wrong (why). What to do?`
struct Fault {
    Position at;
    std::string text;
};

/// The user's mistake, never ours: carries every fault found. The program prints them and exits with 2.
class ConfigError final : public std::runtime_error {
   public:
    explicit ConfigError(std::vector<Fault> faults);
    const std::vector<Fault>& faults() const { return faults_; }

   private:
    std::vector<Fault> faults_;
};

/// Collects faults so that all of a file's are reported together, before anything runs.
class Faults {
   public:
    void add(Position at, std::string text) { faults_.push_back({std::move(at), std::move(text)}); }
    bool empty() const { return faults_.empty(); }
    std::size_t size() const { return faults_.size(); }

    /// Throws a ConfigError with all faults, by file in the order first met, then by line and column; equal
    /// ones once.
    void throw_if_any() const;

   private:
    std::vector<Fault> faults_;
};

/// "file:3:7: text", "file:3: text" or "file: text", as far as the position is known.
std::string to_text(const Fault& fault);

/// Does a source begin with `measured:`, `derived:`, `calibrated:` or `assumed:`, and go on?
bool says_where_from(std::string_view source);
inline constexpr std::string_view how_a_source_starts =
    "start it with measured, derived, calibrated or assumed";

}  // namespace hearth
