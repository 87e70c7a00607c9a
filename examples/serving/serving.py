#!/usr/bin/env python3
"""An image that serves, in Python: one program under the names of its four verbs.

A genome is a list of effects, one a line; a knocked-out site reads x. Each of 200 places goes to alpha with the
probability alpha's sum / both sums. `knockem_serve` is given one competition a line and answers each with a line;
everything else is the same code that the other verbs run, so that both ways give the same counts for the same seed.
"""
import json
import os
import sys

PLACES = 200


def read_genome(text):
    return [None if line == "x" else int(line) for line in text.split()]


def knocked_out(genome, sites):
    out = list(genome)
    for site in sites:
        if not 0 <= site < len(out):
            raise ValueError(f"no site {site}")
        out[site] = None
    return out


def compete(alpha, beta, seed):
    """The wild type's sum decides with the mutant's; the generator is spelled out so that other languages can repeat it."""
    a, b = (sum(effect or 0 for effect in genome) for genome in (alpha, beta))
    won, state = 0, seed
    for _ in range(PLACES):
        state = (state * 1103515245 + 12345) % 2**31
        won += state * (a + b) < a * 2**31
    return {"updatesElapsed": 10, "numAlpha": won, "numBeta": PLACES - won}


def serve():
    genomes = {}
    for line in sys.stdin:
        asked = json.loads(line)
        answer = {"competitionId": asked["competitionId"]}
        try:
            path = asked["genomeFile"]
            if path not in genomes:
                with open(path) as file:
                    genomes[path] = read_genome(file.read())
            alpha, beta = (knocked_out(genomes[path], asked[key]) for key in ("sitesOutAlpha", "sitesOutBeta"))
            answer.update(compete(alpha, beta, asked["seed"]))
        except Exception as error:  # this competition fails; the next one may do better
            answer["error"] = str(error)
        # A line that stays in a buffer is never answered.
        print(json.dumps(answer), flush=True)


def genome_at(variable):
    with open(os.environ[variable]) as file:
        return read_genome(file.read())


def main():
    verb = os.path.basename(sys.argv[0])
    if verb == "knockem_serve":
        serve()
    elif verb == "knockem_count_sites":
        print(len(read_genome(sys.stdin.read())))
    elif verb == "knockem_apply_knockout":
        genome = knocked_out(read_genome(sys.stdin.read()), map(int, sys.argv[1:]))
        print("\n".join("x" if effect is None else str(effect) for effect in genome))
    elif verb == "knockem_compete_two":
        alpha, beta = genome_at("KNOCKEM_GENOME_FILE_ALPHA"), genome_at("KNOCKEM_GENOME_FILE_BETA")
        print(json.dumps(compete(alpha, beta, int(os.environ["KNOCKEM_SEED"]))))
    else:
        sys.exit(f"unknown verb {verb}")


main()
