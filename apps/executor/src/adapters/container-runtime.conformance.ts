import { describeCollected } from './conformance/collected.conformance';
import { describeEnds } from './conformance/ends.conformance';
import { describeEscape } from './conformance/hostile/escape.conformance';
import { describeExhaustion } from './conformance/hostile/exhaustion.conformance';
import { describeForgery } from './conformance/hostile/forgery.conformance';
import { describeImages } from './conformance/images.conformance';
import { describeInputs } from './conformance/inputs.conformance';
import { describeLife } from './conformance/life.conformance';
import { describeOutput } from './conformance/output.conformance';
import { describeSandbox } from './conformance/sandbox.conformance';
import { describeServing } from './conformance/serving.conformance';
import { type Limit, type MakeHarness, Suite } from './conformance/suite.conformance';

export type { ConformanceHarness } from './conformance/suite.conformance';

/** Every runtime passes this suite. Real: containers, images, processes, the kernel's limits. Nothing is mocked. */
export function describeContainerRuntime(
  name: string,
  makeHarness: MakeHarness,
  limitsNotHeld: readonly Limit[] = [],
): void {
  describe(`container runtime ${name}`, () => {
    const suite = new Suite(name, makeHarness, limitsNotHeld);
    beforeAll(() => suite.open(), 120_000);
    afterAll(() => suite.close(), 120_000);

    describeImages(suite);
    describeEnds(suite);
    describeOutput(suite);
    describeCollected(suite);
    describeInputs(suite);
    describeSandbox(suite);
    describeLife(suite);
    describeServing(suite);
    describeExhaustion(suite);
    describeEscape(suite);
    describeForgery(suite);
  });
}
