// Real: SQLite file, all use cases, the requests that planners get. Scripted: planner and executor (../testing/world).
import { sampleWithout, seededRandom } from '#science';
import { DocumentRows } from '../adapters/sqlite/reading/document-rows';
import { SqlitePlanRequests } from '../adapters/sqlite/reading/open-plan-requests';
import { SettledResults } from '../adapters/sqlite/reading/settled-results';
import { assayOf, createCommand, ScriptedPlanner, World } from '../testing/world';

const SEARCHES = 20;
const STEPS = 7;

/**
 * Twenty searches in one assay, each with two competitions live: the next step, and a guess at the one after it that is
 * withdrawn when the step's result is told. Answers of the planner come late, so that more settles while one is under way.
 */
class Searches {
  /** Live ordinals: search, and whether it is the step that counts. */
  readonly live = new Map<number, { readonly search: number; readonly counts: boolean }>();
  readonly stepsDone = new Array<number>(SEARCHES).fill(0);
  readonly told: number[] = [];
  private nextOrdinal = 0;

  constructor(private readonly planner: ScriptedPlanner) {
    for (let search = 0; search < SEARCHES; search++) this.begin(search);
    planner.round('work', this.nextOrdinal, { wake: 'any' });
  }

  get isDone(): boolean {
    return this.stepsDone.every((steps) => steps >= STEPS);
  }

  answer(results: readonly { readonly ordinal: number }[]): void {
    const [first, withdraw] = [this.nextOrdinal, [] as number[]];
    for (const { ordinal } of results) {
      this.told.push(ordinal);
      const settled = this.live.get(ordinal);
      this.live.delete(ordinal);
      if (!settled?.counts) continue;
      this.stepsDone[settled.search]++;
      const guesses = [...this.live]
        .filter(([, { search }]) => search === settled.search)
        .map(([guess]) => guess);
      for (const guess of guesses) this.live.delete(guess);
      withdraw.push(...guesses);
      if (this.stepsDone[settled.search] < STEPS) this.begin(settled.search);
    }
    if (this.isDone) this.planner.conclude('work');
    else this.planner.round('work', this.nextOrdinal - first, { first, withdraw, wake: 'any' });
  }

  private begin(search: number): void {
    this.live.set(this.nextOrdinal++, { search, counts: true });
    this.live.set(this.nextOrdinal++, { search, counts: false });
  }
}

describe('many searches in one assay', () => {
  let world: World;
  beforeEach(() => (world = new World()));
  afterEach(() => {
    world.checkInvariants();
    world.close();
  });

  const numLive = (): number =>
    world.store.database
      .prepare("SELECT count(*) FROM attempts WHERE state IN ('leased', 'running', 'lost')")
      .pluck()
      .get() as number;

  it.each([1, 2, 3])(
    'all go on, each result is told once, and what is withdrawn frees its place (%p)',
    async (seed) => {
      const random = seededRandom(seed);
      const create = createCommand({ maxCompetitionsActive: SEARCHES });
      world.journal({ kind: 'submission.create', body: create });
      const planner = new ScriptedPlanner(world, create.submissionId);
      planner.assays(assayOf(create.submissionId, 'work'));
      const { database } = world.store;
      const requests = new SqlitePlanRequests(
        database,
        new DocumentRows(database),
        new SettledResults(database),
      );
      const searches = new Searches(planner);
      const executor = world.executor({ slots: 2 * SEARCHES });
      let stops = 0;
      for (let turns = 0; !searches.isDone; turns++) {
        if (turns > 5000) throw new Error(`stalled: ${searches.stepsDone.join(' ')}`);
        for (const attemptId of sampleWithout(
          [...executor.held.keys()],
          Math.min(3, executor.held.size),
          random,
        ))
          executor.end(attemptId, 'succeeded');
        stops += executor.turn().stop.length;
        expect(numLive()).toBeLessThanOrEqual(SEARCHES);
        const open = requests.open();
        expect(open.length).toBeLessThanOrEqual(1);
        if (open.length === 0 || random.below(4) > 0) continue;
        const { results, resultsTotal } = await open[0].body();
        searches.answer(results!);
        expect(searches.told.length).toBe(resultsTotal);
      }
      expect(stops).toBeGreaterThan(0);
      executor.turn();
      executor.turn();
      expect(world.submission(create.submissionId).places).toBe(0);
      expect(new Set(searches.told).size).toBe(searches.told.length);
      expect(world.submission(create.submissionId).status).toBe('completed');
    },
  );
});
