// The explicit genome model as a competitor: one static program under three names (see docs/container-contract.md).
//
//   knockem_count_sites            genome on stdin -> number of sites
//   knockem_apply_knockout SITE…   genome on stdin -> genome with those sites (from 0) knocked out
//   knockem_compete_two            genomes by file  -> one line of JSON in KNOCKEM_RESULT_FILE
//
// Genome text: header lines begin with '#', of which "# penalty SET VALUE" gives a set's penalty; then one line per site:
//   neutral | additive EFFECT | critical EFFECT | set SET[,SET…]      and " out" at the end where it is knocked out.
//
// EXPLICIT_MODEL_VARIANT=exact (default) | noisy. Same numbers as libs/science/src/explicit-model.ts, bit for bit.
#include <cerrno>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace {

// Odd tenth, even total: counts are whole, and equal genomes can differ by one count less than a tenth.
constexpr long EXACT_TOTAL = 1000010;
constexpr long NOISY_TOTAL = 1000;
constexpr int UPDATES_ELAPSED = 100;
constexpr double SELECTION = 4.65;

[[noreturn]] void fail(const std::string& sentence) {
  std::cerr << "explicit-model: " << sentence << "\n";
  std::exit(1);
}

bool isHeader(const std::string& line) { return !line.empty() && line[0] == '#'; }

bool isOut(const std::string& line) { return line.size() > 4 && line.compare(line.size() - 4, 4, " out") == 0; }

std::vector<std::string> readLines(std::istream& in) {
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);)
    if (!line.empty()) lines.push_back(line);
  return lines;
}

double toNumber(const std::string& text, const std::string& line) {
  char* end = nullptr;
  errno = 0;
  const double value = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != '\0' || errno != 0 || !std::isfinite(value)) fail("not a number in the line: " + line);
  return value;
}

struct Genome {
  std::vector<bool> out;
  double effect = 0;
};

/** Effect = effects of the sites that are out, plus the penalty of each set of which every site is out. */
Genome readGenome(std::istream& in) {
  Genome genome;
  std::map<std::string, double> penalties;
  std::map<std::string, bool> allOut;
  std::vector<std::string> sets;  // in order of their penalties, so that sums come out the same everywhere
  for (const std::string& line : readLines(in)) {
    std::istringstream words(line);
    std::string kind, value;
    if (isHeader(line)) {
      std::string mark, name;
      words >> mark >> kind >> name >> value;
      if (kind != "penalty") continue;
      penalties[name] = toNumber(value, line);
      sets.push_back(name);
      continue;
    }
    words >> kind >> value;
    const bool out = isOut(line);
    genome.out.push_back(out);
    if (kind == "additive" || kind == "critical") {
      const double effect = toNumber(value, line);
      if (out) genome.effect += effect;
    } else if (kind == "set") {
      std::istringstream names(value);
      for (std::string name; std::getline(names, name, ',');) {
        if (!penalties.count(name)) fail("set without a penalty in the header: " + line);
        allOut[name] = (allOut.count(name) ? allOut[name] : true) && out;
      }
    } else if (kind != "neutral") {
      fail("not a site: " + line);
    }
  }
  for (const std::string& name : sets)
    if (allOut.count(name) && allOut[name]) genome.effect += penalties[name];
  return genome;
}

int countSites() {
  std::cout << readGenome(std::cin).out.size() << "\n";
  return 0;
}

size_t toSite(const std::string& argument, size_t numSites) {
  char* end = nullptr;
  errno = 0;
  const long site = std::strtol(argument.c_str(), &end, 10);
  if (argument.empty() || *end != '\0' || errno != 0 || site < 0 || static_cast<size_t>(site) >= numSites)
    fail("a site must be a whole number from 0 to " + std::to_string(numSites - 1) + ", not " + argument);
  return static_cast<size_t>(site);
}

int applyKnockout(const std::vector<std::string>& arguments) {
  std::vector<std::string> lines = readLines(std::cin);
  std::vector<size_t> sites;
  for (size_t i = 0; i < lines.size(); ++i)
    if (!isHeader(lines[i])) sites.push_back(i);
  for (const std::string& argument : arguments) {
    std::string& line = lines[sites[toSite(argument, sites.size())]];
    if (!isOut(line)) line += " out";
  }
  for (const std::string& line : lines) std::cout << line << "\n";
  return 0;
}

/** xoroshiro128+ with 32-bit halves, seeded and stepped as in pure-rand, after a warm-up of 16 draws. */
class Random {
 public:
  explicit Random(uint32_t seed) : s01(0xffffffffu), s00(~seed), s11(seed), s10(0) {
    for (int i = 0; i < 16; i++) next();
  }

  uint32_t next() {
    const uint32_t result = s00 + s10;
    const uint32_t a0 = s10 ^ s00, a1 = s11 ^ s01;
    const uint32_t old00 = s00, old01 = s01;
    s00 = (old00 << 24) ^ (old01 >> 8) ^ a0 ^ (a0 << 16);
    s01 = (old01 << 24) ^ (old00 >> 8) ^ a1 ^ ((a1 << 16) | (a0 >> 16));
    s10 = (a1 << 5) ^ (a0 >> 27);
    s11 = (a0 << 5) ^ (a1 >> 27);
    return result;
  }

  /** Uniform on [0, 1) with 53 bits. */
  double uniform() {
    const double high = next() >> 5, low = next() >> 6;
    return (high * 67108864.0 + low) / 9007199254740992.0;
  }

 private:
  uint32_t s01, s00, s11, s10;
};

struct Counts {
  long alpha, beta;
};

Counts exactCounts(double effect, bool sameGenome, uint32_t seed) {
  const long tenth = EXACT_TOTAL / 10;
  const double clipped = std::fmax(-10.0, std::fmin(10.0, effect));
  const double half = std::fabs(clipped) * tenth / 2;
  long difference = static_cast<long>(std::floor(half + 0.5));
  if (clipped < 0) difference = -difference;
  if (sameGenome) difference = (seed % 2 == 0 ? 1 : -1) * (tenth - 1) / 2;
  return {EXACT_TOTAL / 2 + difference, EXACT_TOTAL / 2 - difference};
}

Counts noisyCounts(double effect, uint32_t seed) {
  const double selection = SELECTION / std::sqrt(static_cast<double>(NOISY_TOTAL));
  const double share = 1 / (1 + std::exp(selection * effect));
  Random random(seed);
  long beta = 0;
  for (long i = 0; i < NOISY_TOTAL; ++i)
    if (random.uniform() < share) ++beta;
  return {NOISY_TOTAL - beta, beta};
}

std::string environment(const char* name, const char* otherwise = nullptr) {
  const char* value = std::getenv(name);
  if (value == nullptr && otherwise == nullptr) fail(std::string(name) + " is not set");
  return value == nullptr ? otherwise : value;
}

Genome readGenomeFile(const char* variable) {
  const std::string path = environment(variable);
  std::ifstream file(path);
  if (!file) fail("cannot read " + path);
  return readGenome(file);
}

int competeTwo() {
  const Genome alpha = readGenomeFile("KNOCKEM_GENOME_FILE_ALPHA");
  const Genome beta = readGenomeFile("KNOCKEM_GENOME_FILE_BETA");
  const uint32_t seed = static_cast<uint32_t>(toNumber(environment("KNOCKEM_SEED", "0"), "KNOCKEM_SEED"));
  const std::string variant = environment("EXPLICIT_MODEL_VARIANT", "exact");
  const double effect = beta.effect - alpha.effect;
  if (variant != "exact" && variant != "noisy") fail("EXPLICIT_MODEL_VARIANT must be exact or noisy, not " + variant);
  const Counts counts = variant == "exact" ? exactCounts(effect, alpha.out == beta.out, seed) : noisyCounts(effect, seed);
  std::ofstream report(environment("KNOCKEM_RESULT_FILE"));
  report << "{\"updatesElapsed\": " << UPDATES_ELAPSED << ", \"numAlpha\": " << counts.alpha
         << ", \"numBeta\": " << counts.beta << "}\n";
  report.close();
  if (!report) fail("cannot write KNOCKEM_RESULT_FILE");
  std::cout << "effect " << effect << ", alpha " << counts.alpha << ", beta " << counts.beta << "\n";
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const char* slash = std::strrchr(argv[0], '/');
  const std::string verb = slash ? slash + 1 : argv[0];
  if (verb == "knockem_count_sites") return countSites();
  if (verb == "knockem_apply_knockout") return applyKnockout({argv + 1, argv + argc});
  if (verb == "knockem_compete_two") return competeTwo();
  fail("unknown verb " + verb);
}
