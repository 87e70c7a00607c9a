/* An image that serves, in C: one static program under the names of its four verbs. It is the model of serving.py, to the
   last count. Built with: cc -std=c11 -O2 -static -o serving serving.c */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PLACES = 200, MOST_SITES = 100000, OUT = -1 };

typedef struct {
  int count;
  long effects[MOST_SITES];
} Genome;

static void die(const char *what) {
  fprintf(stderr, "serving: %s\n", what);
  exit(1);
}

static void read_genome(FILE *file, Genome *genome) {
  char line[64];
  genome->count = 0;
  while (fgets(line, sizeof line, file)) {
    if (line[0] == '\n') continue;
    if (genome->count == MOST_SITES) die("too many sites");
    genome->effects[genome->count++] = line[0] == 'x' ? OUT : strtol(line, NULL, 10);
  }
}

static void read_genome_file(const char *path, Genome *genome) {
  FILE *file = path ? fopen(path, "r") : NULL;
  if (!file) die(path ? strerror(errno) : "no genome file is named");
  read_genome(file, genome);
  fclose(file);
}

static long sum(const Genome *genome) {
  long total = 0;
  for (int i = 0; i < genome->count; i++)
    if (genome->effects[i] != OUT) total += genome->effects[i];
  return total;
}

/* Prints the three numbers as the rest of a JSON object. */
static void compete(const Genome *alpha, const Genome *beta, uint64_t seed) {
  uint64_t a = (uint64_t)sum(alpha), both = a + (uint64_t)sum(beta), state = seed;
  int won = 0;
  for (int i = 0; i < PLACES; i++) {
    state = (state * 1103515245u + 12345u) % 2147483648u;
    won += state * both < a * 2147483648u;
  }
  printf("\"updatesElapsed\": 10, \"numAlpha\": %d, \"numBeta\": %d}\n", won, PLACES - won);
}

/* What stands behind a key. The lines are knockem's own: one flat object, without spaces. */
static const char *field(const char *line, const char *key) {
  char sought[64];
  snprintf(sought, sizeof sought, "\"%s\":", key);
  const char *found = strstr(line, sought);
  if (!found) die("a line without a field that it must have");
  return found + strlen(sought);
}

/* A text field, which is one of ids and paths: nothing in it is escaped. */
static void text_field(const char *line, const char *key, char *text, size_t room) {
  const char *from = field(line, key) + 1, *to = strchr(from, '"');
  if (!to || (size_t)(to - from) >= room) die("a field that is too long");
  memcpy(text, from, (size_t)(to - from));
  text[to - from] = '\0';
}

/* Knocks out a list of sites; false when there is no such site. */
static int knock_out(const char *list, Genome *genome) {
  for (const char *at = list + 1; *at != ']';) {
    char *end;
    long site = strtol(at, &end, 10);
    if (end == at || site < 0 || site >= genome->count) return 0;
    genome->effects[site] = OUT;
    at = *end == ',' ? end + 1 : end;
  }
  return 1;
}

static void serve(void) {
  static Genome wild, alpha, beta;
  char path[256] = "", known[256] = "", id[64];
  char *line = NULL;
  size_t room = 0;
  while (getline(&line, &room, stdin) > 0) {
    text_field(line, "competitionId", id, sizeof id);
    text_field(line, "genomeFile", path, sizeof path);
    if (strcmp(path, known) != 0) read_genome_file(strcpy(known, path), &wild);
    alpha = wild;
    beta = wild;
    printf("{\"competitionId\": \"%s\", ", id);
    if (knock_out(field(line, "sitesOutAlpha"), &alpha) && knock_out(field(line, "sitesOutBeta"), &beta))
      compete(&alpha, &beta, strtoull(field(line, "seed"), NULL, 10));
    else
      printf("\"error\": \"no such site\"}\n");
    fflush(stdout); /* a line that stays in a buffer is never answered */
  }
  free(line);
}

static void apply_knockout(int count, char **sites) {
  static Genome genome;
  read_genome(stdin, &genome);
  for (int i = 0; i < count; i++) {
    char *end;
    long site = strtol(sites[i], &end, 10);
    if (end == sites[i] || *end || site < 0 || site >= genome.count) die("no such site");
    genome.effects[site] = OUT;
  }
  for (int i = 0; i < genome.count; i++)
    if (genome.effects[i] == OUT) puts("x");
    else printf("%ld\n", genome.effects[i]);
}

int main(int argc, char **argv) {
  static Genome alpha, beta;
  const char *slash = strrchr(argv[0], '/'), *verb = slash ? slash + 1 : argv[0];
  if (strcmp(verb, "knockem_serve") == 0) {
    serve();
  } else if (strcmp(verb, "knockem_count_sites") == 0) {
    read_genome(stdin, &alpha);
    printf("%d\n", alpha.count);
  } else if (strcmp(verb, "knockem_apply_knockout") == 0) {
    apply_knockout(argc - 1, argv + 1);
  } else if (strcmp(verb, "knockem_compete_two") == 0) {
    const char *seed = getenv("KNOCKEM_SEED");
    read_genome_file(getenv("KNOCKEM_GENOME_FILE_ALPHA"), &alpha);
    read_genome_file(getenv("KNOCKEM_GENOME_FILE_BETA"), &beta);
    printf("{");
    compete(&alpha, &beta, strtoull(seed ? seed : "0", NULL, 10));
  } else {
    die("unknown verb");
  }
  return 0;
}
