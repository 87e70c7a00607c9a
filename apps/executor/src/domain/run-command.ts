import type { GrantedCompetition, RunTemplate } from '#contracts';

/** argv of one run: the template's entry, then the competition's own arguments. */
export const argvOf = (
  template: RunTemplate,
  competition: GrantedCompetition,
  hasShell: boolean,
): string[] => [
  ...(hasShell ? template.entry : (template.entryWithoutShell ?? template.entry)),
  ...competition.args,
];

/** Environment of one run above the image's own: template < competition < ids and seed, which nobody overrides. */
export const environmentOf = (
  template: RunTemplate,
  competition: GrantedCompetition,
): Record<string, string> => ({
  ...template.env,
  ...competition.env,
  KNOCKEM_SEED: String(competition.seed),
  KNOCKEM_COMPETITION_ID: competition.competitionId,
  KNOCKEM_COMPETITION_ATTEMPT_ID: competition.attemptId,
});
