#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

namespace hearth {

/// A file that is read only if it is a plain one, or a link to one. What else may stand under its name in a
/// folder that others write into is told and not read: a pipe would be waited for, a device has no end.
class PlainFile {
   public:
    explicit PlainFile(const std::filesystem::path& file);
    PlainFile(const PlainFile&) = delete;
    PlainFile& operator=(const PlainFile&) = delete;
    ~PlainFile();

    /// Why it can't be read, in words that follow its name: "is not a plain file"; empty as long as it can.
    const std::string& why_not() const { return why_not_; }
    /// Could it not even be opened?
    bool is_out_of_reach() const { return is_out_of_reach_; }

    /// Goes on reading from this byte.
    void seek(std::size_t byte);
    /// Fills it with the next bytes; with fewer only at the end of the file, or where the disk refuses.
    std::size_t read(std::span<char> bytes);

    /// All that is left of it. More than `most` bytes are a reason why not.
    std::string rest(std::size_t most);

   private:
    void refuse(int error);

    int descriptor_ = -1;
    bool is_out_of_reach_ = false;
    std::string why_not_;
};

}  // namespace hearth
