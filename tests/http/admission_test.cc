#include "daemon/http/admission.h"

#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace trustwatch::http {
namespace {

using ::testing::HasSubstr;

const Routes& TestRoutes() {
  const auto nothing = [](const httplib::Request&, const Exchange&, httplib::Response&) {};
  static const Routes routes({{.path = "/page", .what = "a page", .handle = nothing},
                              {.path = "/read",
                               .methods = {"POST"},
                               .what = "takes bytes",
                               .body_bytes_max = 100,
                               .handle = nothing}});
  return routes;
}

httplib::Request RequestOf(const char* method, const char* path,
                           const std::vector<std::pair<std::string, std::string>>& headers) {
  httplib::Request request;
  request.method = method;
  request.path = path;
  request.remote_addr = "127.0.0.1";
  request.remote_port = 1;
  for (const auto& [name, value] : headers) request.headers.emplace(name, value);
  return request;
}

struct AdmissionCase {
  const char* method;
  const char* path;
  std::vector<std::pair<std::string, std::string>> headers;
  int status;     // 200: admitted
  bool has_body;  // bytes follow
  const char* says;
};

class AdmissionTest : public ::testing::TestWithParam<AdmissionCase> {};

TEST_P(AdmissionTest, TheHeadSettlesWhetherTheBodyIsRead) {
  const AdmissionCase& c = GetParam();
  const Admission admitted = Admit(RequestOf(c.method, c.path, c.headers), TestRoutes(), {});
  EXPECT_EQ(admitted.refusal ? admitted.refusal->status : 200, c.status);
  EXPECT_EQ(admitted.has_body, c.has_body);
  EXPECT_THAT(admitted.refusal ? admitted.refusal->text : "", HasSubstr(c.says));
  EXPECT_EQ(admitted.caller.name, "loopback");
}

const std::pair<std::string, std::string> kChunked = {"Transfer-Encoding", "chunked"};

INSTANTIATE_TEST_SUITE_P(
    Table, AdmissionTest,
    ::testing::Values(
        AdmissionCase{"GET", "/page", {}, 200, false, ""},
        AdmissionCase{"GET", "/page", {{"Content-Length", "0"}}, 200, false, ""},
        AdmissionCase{"GET", "/page", {{"Content-Length", "5"}}, 200, true, ""},
        AdmissionCase{"GET", "/page", {{"Content-Length", "5000"}}, 413, true, "4096 bytes"},
        AdmissionCase{"GET", "/nowhere", {}, 404, false, "/read (POST): takes bytes"},
        AdmissionCase{"POST", "/nowhere", {{"Content-Length", "5"}}, 404, true, "\"/nowhere\""},
        AdmissionCase{"GET", "/read", {}, 405, false, "it takes POST"},
        AdmissionCase{"PUT", "/page", {{"Content-Length", "5"}}, 405, true, "it takes GET, HEAD"},
        AdmissionCase{"POST", "/read", {{"Content-Length", "100"}}, 200, true, ""},
        AdmissionCase{"POST", "/read", {{"Content-Length", "0"}}, 200, false, ""},
        AdmissionCase{"POST", "/read", {{"Content-Length", "101"}}, 413, true, "100 bytes"},
        AdmissionCase{"POST", "/read", {kChunked}, 200, true, ""},
        AdmissionCase{"POST", "/read", {{"transfer-encoding", " Chunked "}}, 200, true, ""},
        AdmissionCase{"POST", "/read", {}, 411, false, "Content-Length"},
        AdmissionCase{"POST", "/read", {kChunked, {"Content-Length", "5"}}, 400, true, "ends"},
        AdmissionCase{
            "POST", "/read", {{"Content-Length", "5"}, {"content-length", "6"}}, 400, true, "ends"},
        AdmissionCase{"POST", "/read", {kChunked, kChunked}, 400, true, "ends"},
        AdmissionCase{"POST", "/read", {{"Transfer-Encoding", "gzip, chunked"}}, 400, true, "ends"},
        AdmissionCase{"POST", "/read", {{"Content-Length", "-1"}}, 400, true, "\"-1\""},
        AdmissionCase{"POST", "/read", {{"Content-Length", "5x"}}, 400, true, "\"5x\""},
        AdmissionCase{"POST", "/read", {{"Content-Length", "0x5"}}, 400, true, "\"0x5\""},
        AdmissionCase{"POST", "/read", {{"Content-Length", ""}}, 400, true, "\"\""},
        AdmissionCase{
            "POST", "/read", {{"Content-Length", "99999999999999999999"}}, 400, true, "999"},
        AdmissionCase{"POST",
                      "/read",
                      {{"Content-Length", "5"}, {"Content-Encoding", "GZIP"}},
                      415,
                      true,
                      "gzip"},
        AdmissionCase{"POST", "/read", {kChunked, {"Content-Encoding", "br"}}, 415, true, "br"},
        AdmissionCase{"POST",
                      "/read",
                      {{"Content-Length", "5"}, {"Content-Encoding", "snappy"}},
                      200,
                      true,
                      ""},
        AdmissionCase{
            "POST",
            "/read",
            {{"Content-Length", "5"}, {"Content-Type", "multipart/form-data; boundary=x"}},
            415,
            true,
            "multipart"}));

TEST(AdmissionStrangerTest, WhoIsNotKnownIsNotToldWhatThereIs) {
  for (const char* address : {"192.0.2.7", "2001:db8::1", "", "localhost"}) {
    httplib::Request request = RequestOf("GET", "/page", {});
    request.remote_addr = address;
    const Admission admitted = Admit(request, TestRoutes(), {});
    ASSERT_TRUE(admitted.refusal) << address;
    EXPECT_EQ(admitted.refusal->status, 403) << address;
    EXPECT_THAT(admitted.refusal->text, Not(HasSubstr("/page"))) << address;
    EXPECT_EQ(admitted.route, nullptr) << address;
  }
}

TEST(AdmissionBytesTest, ChunksMayTakeTwiceWhatTheyCarry) {
  const auto plain =
      Admit(RequestOf("POST", "/read", {{"Content-Length", "42"}}), TestRoutes(), {});
  EXPECT_EQ(plain.body_bytes_max, 42U);
  const auto chunked = Admit(RequestOf("POST", "/read", {kChunked}), TestRoutes(), {});
  EXPECT_EQ(chunked.body_bytes_max, 200U + kRequestHeadBytesMax);
}

}  // namespace
}  // namespace trustwatch::http
