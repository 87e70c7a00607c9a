"""python3 -m knockem.cli report-competition UPDATES ALPHA BETA | fetch-genome ID | cleanup-genome ID

Keeps images of the original knockem running unmodified. The first report wins, by link(2), which is atomic.
"""
import filecmp
import os
import shutil
import sys

OWN = "/knockem/work/.knockem"


def report_competition(updates, num_alpha, num_beta):
    draft = os.path.join(OWN, "report.%d" % os.getpid())
    with open(draft, "w") as out:
        out.write("%s\t%s\t%s\n" % (updates, num_alpha, num_beta))
    try:
        os.link(draft, os.path.join(OWN, "report"))
    except FileExistsError:
        if not filecmp.cmp(draft, os.path.join(OWN, "report"), shallow=False):
            try:
                os.link(draft, os.path.join(OWN, "report-again"))
            except FileExistsError:
                pass
    finally:
        os.unlink(draft)


def fetch_genome(genome_id):
    for side in ("ALPHA", "BETA"):
        if genome_id == os.environ["KNOCKEM_GENOME_ID_" + side]:
            with open(os.environ["KNOCKEM_GENOME_FILE_" + side], "rb") as genome:
                shutil.copyfileobj(genome, sys.stdout.buffer)
            return
    sys.exit("knockem: no genome %s in this competition" % genome_id)


def cleanup_genome(_genome_id):
    """Genomes of a competition go with its container."""


COMMANDS = {
    "report-competition": (report_competition, 3),
    "fetch-genome": (fetch_genome, 1),
    "cleanup-genome": (cleanup_genome, 1),
}


def main(arguments):
    command, size = COMMANDS.get(arguments[0] if arguments else "", (None, 0))
    if command is None or len(arguments) != size + 1:
        print(__doc__, file=sys.stderr)
        return 2
    command(*arguments[1:])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
