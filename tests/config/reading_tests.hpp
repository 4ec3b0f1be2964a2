#pragma once

#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "sim/config/config.hpp"

namespace hearth::testing {

using Lines = std::vector<std::string>;

inline constexpr std::array<std::string_view, 2> age_bands{"under_1", "1_to_4"};
inline constexpr std::array<std::string_view, 2> kinds{"foster", "kinship"};

/// The messages that `act` ends with; none if it ends well.
template <class Act>
Lines faults_of(Act act) {
    Lines lines;
    try {
        act();
    } catch (const ConfigError& error) {
        for (const auto& fault : error.faults()) lines.push_back(to_text(fault));
    }
    return lines;
}

/// The messages after `read` has read what it wants from `yaml`, in the file x.yaml.
template <class Read>
Lines faults_in(const std::string& yaml, Read read) {
    return faults_of([&] {
        auto config = Config::parse(yaml, "x.yaml");
        read(config);
        config.finish();
    });
}

/// A folder for one test, gone afterwards.
class Folder {
   public:
    Folder()
        : path_{std::filesystem::temp_directory_path() /
                ("hearth_config_" + std::to_string(getpid()) + "_" + std::to_string(count()++))} {
        std::filesystem::create_directories(path_);
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::filesystem::path write(const std::string& name, const std::string& text) const {
        const auto file = path_ / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream{file} << text;
        return file;
    }
    std::string name(const std::string& file) const { return (path_ / file).string(); }
    const std::filesystem::path& path() const { return path_; }

   private:
    static int& count() {
        static int folders = 0;
        return folders;
    }
    std::filesystem::path path_;
};

}  // namespace hearth::testing
