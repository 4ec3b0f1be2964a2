#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hearth {

/// Writes JSON text, indented, in the order of the calls: `begin_object(); key("a").number(1); end();`
class JsonText {
   public:
    JsonText& key(std::string_view name);
    JsonText& text(std::string_view value);
    JsonText& number(double value);
    JsonText& flag(bool value);
    JsonText& texts(const std::vector<std::string>& values);
    JsonText& begin_object() { return begin('{', '}'); }
    JsonText& begin_array() { return begin('[', ']'); }
    JsonText& end();

    const std::string& written() const { return written_; }

   private:
    struct Open {
        char closes;
        bool is_empty;
    };

    JsonText& begin(char opens, char closes);
    JsonText& value(std::string_view text);
    void next();

    std::string written_;
    std::vector<Open> open_;
    bool after_key_ = false;
};

}  // namespace hearth
