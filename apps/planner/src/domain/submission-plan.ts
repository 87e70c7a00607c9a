import { withDefaults, type PlannedAssay, type SubmissionCreate, type SubmissionFacts } from '#contracts';
import { ASSAY_TYPES, assayIdOf, IMAGE_CHECK, INSPECTION, type AssayType as AskableType } from '#domain';
import type { AssayType } from './assays/assay-type';
import type { Registry } from './assays/registry';
import { canonicalJson } from './canonical-json';

export type SubmissionPlan = { readonly assays: PlannedAssay[] } | { readonly refusal: string };

/**
 * The assays of a submission with their dependencies: what was asked for, and what that depends on, the inspection first.
 * One assay per type: one result serves all that depend on it. When results may be taken over, the image is inspected
 * anew: what its name stands for by now decides whether they still hold.
 */
export function planSubmission(
  submission: SubmissionCreate,
  registry: Registry,
  { sha256, build }: { readonly sha256: (text: string) => string; readonly build: string },
): SubmissionPlan {
  const types = withDependencies(submission.assayTypes, registry);
  const refusal = objectionsTo(submission, types);
  if (refusal !== undefined) return { refusal };
  const idOf = (name: string): string => assayIdOf(submission.submissionId, name);
  // Whoever wants the output of every run wants the runs.
  const reuse = submission.reuseResults === true && !submission.keepLogs;
  const assays = types.map(({ name, dependsOn }) => ({
    assayId: idOf(name),
    assayType: name,
    dependsOn: dependsOn.map(idOf),
    parameters: parametersOf(name, submission),
    origin: originOf(name, submission),
    ...(name === INSPECTION && !reuse ? { rememberAs: sha256(inspectionKey(submission)) } : {}),
    ...(isMeasured(name)
      ? { identity: sha256(identityOf(name, submission, { registry, build })), reuse }
      : {}),
  }));
  return { assays };
}

/**
 * Why some assay of the submission cannot lead anywhere on a genome of these facts. All of it is refused then, before
 * the first competition: the others' results would be paid for twice when the parameters have been mended.
 */
export const refusalByFacts = (
  submission: SubmissionCreate,
  registry: Registry,
  facts: SubmissionFacts,
): string | undefined => objectionsTo(submission, withDependencies(submission.assayTypes, registry), facts);

function objectionsTo(
  submission: SubmissionCreate,
  types: readonly AssayType[],
  facts?: SubmissionFacts,
): string | undefined {
  const objections = types.flatMap(
    (type) => type.objection?.(parametersOf(type.name, submission), facts) ?? [],
  );
  return objections.length === 0 ? undefined : objections.join('; ');
}

/** An assay's parameters, every default filled in; the inspection has none. */
export const parametersOf = (name: string, submission: SubmissionCreate): Record<string, number> =>
  (ASSAY_TYPES as readonly string[]).includes(name)
    ? withDefaults(name as AskableType, submission.assayParameters[name])
    : {};

/** Each type once, after everything that it depends on. */
function withDependencies(names: readonly string[], registry: Registry): AssayType[] {
  const ordered = new Map<string, AssayType>();
  const visit = (name: string): void => {
    if (ordered.has(name)) return;
    const type = registry.get(name);
    if (!type) throw new Error(`this planner knows no assay type ${name}`);
    type.dependsOn.forEach(visit);
    ordered.set(name, type);
  };
  names.forEach(visit);
  return [...ordered.values()];
}

function originOf(name: string, submission: SubmissionCreate): PlannedAssay['origin'] {
  if (!isMeasured(name)) return 'internal';
  return (submission.assayTypes as readonly string[]).includes(name) ? 'asked' : 'needed';
}

/** A check runs what is broken: its failures are its result, and its runs are no measurements to be kept. */
const isMeasured = (name: string): boolean => name !== INSPECTION && name !== IMAGE_CHECK;

/** What an inspection's outcome depends on: same image, genome, environment and numbering, same facts. */
const inspectionKey = ({ containerImage, genomeDigest, containerEnv, siteBase }: SubmissionCreate): string =>
  canonicalJson({ containerImage, genomeDigest, containerEnv, siteBase });

/**
 * All that an assay's result follows from, but for what the inspection finds out: what runs, on what, with which seed and
 * bounds, after which assays, and whose it is. Not: how it is scheduled. Another build of knockem measures anew.
 */
function identityOf(
  name: string,
  submission: SubmissionCreate,
  { registry, build }: { readonly registry: Registry; readonly build: string },
): string {
  const { userEmail, containerImage, containerEnv, genomeIdAlpha, genomeDigest } = submission;
  const { siteBase, seed, competitionTimeoutSeconds, resources, knockemRunmode } = submission;
  return canonicalJson({
    assays: withDependencies([name], registry).map((type) => [
      type.name,
      parametersOf(type.name, submission),
    ]),
    ...{ userEmail, containerImage, containerEnv, genomeIdAlpha, genomeDigest },
    ...{ siteBase, seed, competitionTimeoutSeconds, resources, knockemRunmode, build },
  });
}
