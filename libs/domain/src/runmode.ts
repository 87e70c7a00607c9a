/** Which world a stack works in. It decides names (subjects, databases), never logic. */
export const RUNMODES = ['production', 'testing'] as const;
export type Runmode = (typeof RUNMODES)[number];
