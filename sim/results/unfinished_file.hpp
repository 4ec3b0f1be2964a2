#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace hearth {

/// A file on its way: `X.tmp.<machine>.<process>.<digits>` until `keep` renames it to X; removed if that
/// never happens. It is always a new file, never one that a link of that name leads to.
class UnfinishedFile {
   public:
    /// Creates the temporary file. Throws ConfigError if the user has named a place where no file can be,
    /// std::runtime_error on a full disk.
    explicit UnfinishedFile(std::filesystem::path file);
    UnfinishedFile(const UnfinishedFile&) = delete;
    UnfinishedFile& operator=(const UnfinishedFile&) = delete;
    ~UnfinishedFile() { remove(); }

    const std::filesystem::path& final_path() const { return final_; }
    const std::filesystem::path& temporary_path() const { return temporary_; }

    /// Brings the closed file to the disk and gives it its name. Throws std::runtime_error if the disk
    /// refuses, or if what stands under the temporary name is no longer the file that was made.
    void keep();
    void remove() noexcept;

   private:
    std::filesystem::path final_;
    std::filesystem::path temporary_;
    int made_ = -1;  ///< held open, so that no other file can get its number
};

/// Is it the temporary file of a process of this machine that is gone, which nobody has open? Nobody writes
/// it any more.
bool is_left_behind(const std::filesystem::path& temporary);

/// Removes what runs that were killed on this machine have left of `file`: temporary files of ours, of
/// processes that are gone, which nobody has open. Returns them.
std::vector<std::filesystem::path> remove_leftovers(const std::filesystem::path& file);

/// "run.h5: can't be written (No space left on device). Free some room, or ..."; room is spoken of only where
/// there is none.
///
/// @param object  what of the file could not be written, if that is known
std::string writing_failed(const std::filesystem::path& file, const std::string& reason,
                           const std::string& object = "");

}  // namespace hearth
