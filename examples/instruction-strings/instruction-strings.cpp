// Digital organisms as a competitor: one static program under three names (see docs/container-contract.md).
//
//   knockem_count_sites            genome on stdin -> number of instructions
//   knockem_apply_knockout SITE…   genome on stdin -> genome with those instructions (from 0) replaced by `null`
//   knockem_compete_two            genomes by file  -> one line of JSON in KNOCKEM_RESULT_FILE
//
// A genome is a program, one instruction per line. Each organism runs its own copy on a small stack machine: it can
// copy itself, instruction by instruction, and is rewarded with CPU time (merit) for logic that it performs on its
// inputs. Offspring take random places in a well-mixed world, so the two genomes compete for space. Nothing in here
// knows what a knockout costs: that follows from what the program then still does. After Tierra (Ray 1991) and Avida
// (Ofria & Wilke 2004); no mutation.
//
// INSTRUCTION_STRINGS_POPULATION (300 places) and INSTRUCTION_STRINGS_UPDATES (80) set size and length: more of
// either means finer thresholds and more CPU time.
#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

namespace {

[[noreturn]] void fail(const std::string& sentence) {
  std::cerr << "instruction-strings: " << sentence << "\n";
  std::exit(1);
}

// ---- genomes -----------------------------------------------------------------------------------------------------

enum Instruction : uint8_t {
  Null,    // nothing, in one step: what a knockout leaves
  Input,   // push the next of three input numbers
  Nand,    // pop two, push their bitwise nand
  Dup,     // push the top once more
  Drop,    // pop one
  Swap,    // exchange the two on top
  Output,  // pop one and show it: earns the reward of the logic it performs, if any
  Alloc,   // open an empty offspring, unless there is one
  Mark,    // remember this place
  Back,    // go on behind the remembered place
  Copy,    // append one more instruction of this genome to the offspring
  IfDone,  // skip the next instruction unless all is copied
  Divide,  // release the offspring, if it is long enough
};
const char* const NAMES[] = {"null",   "input", "nand", "dup",  "drop", "swap",   "output",
                             "alloc", "mark",  "back", "copy", "if-done", "divide"};
constexpr size_t MAX_LENGTH = 10000;

using Genome = std::vector<uint8_t>;

bool isInstruction(const std::string& line) { return !line.empty() && line[0] != '#'; }

uint8_t instructionOf(const std::string& line) {
  const auto found = std::find(std::begin(NAMES), std::end(NAMES), line);
  if (found == std::end(NAMES)) fail("not an instruction: " + line);
  return static_cast<uint8_t>(found - std::begin(NAMES));
}

std::vector<std::string> readLines(std::istream& in) {
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

Genome readGenome(std::istream& in) {
  Genome genome;
  for (const std::string& line : readLines(in))
    if (isInstruction(line)) genome.push_back(instructionOf(line));
  if (genome.empty()) fail("the genome has no instructions");
  if (genome.size() > MAX_LENGTH) fail("the genome has more than " + std::to_string(MAX_LENGTH) + " instructions");
  return genome;
}

long toWhole(const std::string& text, const std::string& what, long max) {
  char* end = nullptr;
  errno = 0;
  const long value = std::strtol(text.c_str(), &end, 10);
  if (text.empty() || *end != '\0' || errno != 0 || value < 0 || value > max)
    fail(what + " must be a whole number from 0 to " + std::to_string(max) + ", not " + text);
  return value;
}

int countSites() {
  std::cout << readGenome(std::cin).size() << "\n";
  return 0;
}

int applyKnockout(const std::vector<std::string>& arguments) {
  std::vector<std::string> lines = readLines(std::cin);
  std::vector<size_t> sites;
  for (size_t i = 0; i < lines.size(); ++i)
    if (isInstruction(lines[i])) sites.push_back(i);
  if (sites.empty()) fail("the genome has no instructions");
  for (const std::string& argument : arguments)
    lines[sites[toWhole(argument, "a site", static_cast<long>(sites.size()) - 1)]] = NAMES[Null];
  for (const std::string& line : lines) std::cout << line << "\n";
  return 0;
}

// ---- chance ------------------------------------------------------------------------------------------------------

class Chance {
 public:
  explicit Chance(uint32_t seed) : engine(seed) {}
  uint32_t bits() { return engine(); }
  /** Uniform on 0 … n − 1; n is far below 2³², so its bias is far below anything a competition can show. */
  uint32_t below(uint32_t n) { return static_cast<uint32_t>((static_cast<uint64_t>(engine()) * n) >> 32); }
  /** Uniform on [0, 1). */
  double uniform() { return engine() / 4294967296.0; }

 private:
  std::mt19937 engine;  // the same numbers with every compiler; the standard's distributions are not
};

// ---- logic and its rewards ---------------------------------------------------------------------------------------

/** Factors of merit, each once per offspring: not, nand, and, or-not, or, and-not, nor. */
constexpr double REWARDS[] = {1.30, 1.05, 1.06, 1.06, 1.25, 1.07, 1.07};

/** Which of that logic `shown` is of the inputs a and b: a bit each, in the same order. */
inline uint8_t logicOf(uint32_t shown, uint32_t a, uint32_t b) {
  return static_cast<uint8_t>((shown == ~a) | (shown == ~(a & b)) << 1 | (shown == (a & b)) << 2 | (shown == (a | ~b)) << 3 |
                              (shown == (a | b)) << 4 | (shown == (a & ~b)) << 5 | (shown == ~(a | b)) << 6);
}

constexpr size_t NUM_INPUTS = 3;

// ---- an organism -------------------------------------------------------------------------------------------------

constexpr size_t STACK_SIZE = 16;
/** An organism dies after so many steps per instruction of its genome: what cannot replicate goes. */
constexpr size_t LIFESPAN = 20;
/** An offspring must be at least so much of its parent to be released. */
constexpr double SHORTEST_OFFSPRING = 0.7;

enum Side : uint8_t { Nobody, Alpha, Beta };

struct Organism {
  Side side = Nobody;
  bool hasOffspring = false;
  bool wantsOut = false;  // divided: the world takes the offspring
  uint8_t numTop = 0;     // of the stack, a ring: what is pushed too deep is lost
  uint8_t nextInput = 0;
  uint8_t performed = 0;  // bit per logic, since the last division
  uint32_t place = 0, marked = 0, age = 0;
  uint32_t numCopied = 0;  // of the genome's instructions into the offspring, from the first on
  double merit = 1;
  uint32_t stack[STACK_SIZE] = {};
  uint32_t inputs[NUM_INPUTS] = {};
  Genome genome;

  /** A new life with this genome: nothing on the stack, new inputs. Merit is the parent's. */
  void begin(Side whose, double parentMerit, Chance& chance) {
    side = whose;
    merit = parentMerit;
    age = 0;
    for (uint32_t& input : inputs) input = chance.bits();
    restart();
  }

  void restart() {
    hasOffspring = wantsOut = false;
    numTop = nextInput = performed = 0;
    place = marked = numCopied = 0;
    std::fill(std::begin(stack), std::end(stack), 0);
  }

  void push(uint32_t value) { stack[++numTop % STACK_SIZE] = value; }
  uint32_t pop() {
    const uint32_t value = stack[numTop % STACK_SIZE];
    stack[numTop-- % STACK_SIZE] = 0;  // an empty stack gives zeros
    return value;
  }

  void show(uint32_t value) {
    for (size_t a = 0; a < NUM_INPUTS; ++a)
      for (size_t b = 0; b < NUM_INPUTS; ++b)
        if (a != b) performed |= logicOf(value, inputs[a], inputs[b]);
  }

  double earnedMerit() const {
    double earned = 1;
    for (size_t logic = 0; logic < std::size(REWARDS); ++logic)
      if (performed & (1u << logic)) earned *= REWARDS[logic];
    return earned;
  }

  /** One instruction; the program is a ring. */
  void step() {
    const uint8_t instruction = genome[place];
    advance();
    ++age;
    switch (instruction) {
      case Input: push(inputs[nextInput++ % NUM_INPUTS]); break;
      case Nand: push(~(pop() & pop())); break;
      case Dup: push(stack[numTop % STACK_SIZE]); break;
      case Drop: pop(); break;
      case Swap: {
        const uint32_t top = pop(), second = pop();
        push(top);
        push(second);
        break;
      }
      case Output: show(pop()); break;
      case Alloc: hasOffspring = true; break;
      case Mark: marked = place; break;
      case Back: place = marked; break;
      case Copy:
        if (hasOffspring && numCopied < genome.size()) ++numCopied;
        break;
      case IfDone:
        if (numCopied < genome.size()) advance();
        break;
      case Divide: wantsOut = numCopied >= SHORTEST_OFFSPRING * genome.size(); break;
      default: break;
    }
  }

  void advance() {
    if (++place >= genome.size()) place = 0;
  }
};

// ---- the world ---------------------------------------------------------------------------------------------------

/** Steps that a lottery's winner may do at once, and steps per organism and update on average. */
constexpr int SLICE = 30;
constexpr long STEPS_PER_UPDATE = 30;

struct Counts {
  long alpha = 0, beta = 0;
};

/** Places without neighbourhood. CPU time goes by lottery in proportion to merit; offspring take any place at random. */
class World {
 public:
  World(const Genome& alpha, const Genome& beta, uint32_t population, uint32_t seed)
      : chance(seed), places(population), alive(population) {
    for (uint32_t i = 0; i < population; ++i) {
      places[i].genome = i % 2 == 0 ? alpha : beta;
      places[i].begin(i % 2 == 0 ? Alpha : Beta, 1, chance);
    }
  }

  void update() {
    double most = 0;
    for (const Organism& organism : places)
      if (organism.side != Nobody) most = std::max(most, organism.merit);
    for (long slices = alive * STEPS_PER_UPDATE / SLICE; slices > 0 && alive > 0;) {
      Organism& drawn = anyPlace();
      if (drawn.side == Nobody || chance.uniform() * most >= drawn.merit) continue;
      run(drawn);
      --slices;
    }
  }

  Counts counts() const {
    Counts counts;
    for (const Organism& organism : places) {
      if (organism.side == Alpha) ++counts.alpha;
      if (organism.side == Beta) ++counts.beta;
    }
    return counts;
  }

 private:
  void run(Organism& organism) {
    for (int i = 0; i < SLICE && organism.side != Nobody; ++i) {
      organism.step();
      if (organism.wantsOut) release(organism);
      if (organism.age >= LIFESPAN * organism.genome.size()) bury(organism);
    }
  }

  /** Parent and offspring begin anew, both with the merit that the parent has earned; who was there before is gone. */
  void release(Organism& parent) {
    const double merit = parent.earnedMerit();
    Organism& home = anyPlace();
    if (home.side == Nobody) ++alive;
    const Side side = parent.side;
    home.genome.assign(parent.genome.begin(), parent.genome.begin() + parent.numCopied);
    if (&home != &parent) parent.begin(side, merit, chance);
    home.begin(side, merit, chance);
  }

  void bury(Organism& organism) {
    organism.side = Nobody;
    --alive;
  }

  Organism& anyPlace() { return places[chance.below(static_cast<uint32_t>(places.size()))]; }

  Chance chance;
  std::vector<Organism> places;
  long alive;
};

// ---- the competition ---------------------------------------------------------------------------------------------

std::string environment(const char* name, const char* otherwise = nullptr) {
  const char* value = std::getenv(name);
  if (value == nullptr && otherwise == nullptr) fail(std::string(name) + " is not set");
  return value == nullptr ? otherwise : value;
}

long setting(const char* name, const char* otherwise, long max) {
  const long value = toWhole(environment(name, otherwise), name, max);
  if (value < 2) fail(std::string(name) + " must be at least 2");
  return value;
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
  const long seed = toWhole(environment("KNOCKEM_SEED", "0"), "KNOCKEM_SEED", 2147483647);
  // Even, so that both begin with half of it.
  const long population = setting("INSTRUCTION_STRINGS_POPULATION", "300", 100000) / 2 * 2;
  const long updates = setting("INSTRUCTION_STRINGS_UPDATES", "80", 1000000);
  World world(alpha, beta, static_cast<uint32_t>(population), static_cast<uint32_t>(seed));
  for (long update = 0; update < updates; ++update) world.update();
  const Counts counts = world.counts();
  std::ofstream report(environment("KNOCKEM_RESULT_FILE"));
  report << "{\"updatesElapsed\": " << updates << ", \"numAlpha\": " << counts.alpha
         << ", \"numBeta\": " << counts.beta << "}\n";
  report.close();
  if (!report) fail("cannot write KNOCKEM_RESULT_FILE");
  std::cout << "alpha " << counts.alpha << ", beta " << counts.beta << " of " << population << " after " << updates
            << " updates\n";
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
