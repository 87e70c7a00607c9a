/**
 * Who speaks on the bus, each with a credential and permissions of its own (deploy/nats): the five services, the
 * operator's command line, and whatever else is connected.
 */
export const BUS_ROLES = [
  'gateway',
  'planner',
  'scheduler',
  'executor',
  'recorder',
  'operator',
  'tool',
] as const;
export type BusRole = (typeof BUS_ROLES)[number];

/** By the name of a connection: a service's own, `knockem …` of the command line; everybody else is a tool. */
export const busRoleOf = (name: string): BusRole =>
  name.startsWith('knockem ') ? 'operator' : (BUS_ROLES.find((role) => role === name) ?? 'tool');

/** Replies to a role come below this subject, so that nobody else can be let listen there. */
export const inboxOf = (role: BusRole): string => `_INBOX.${role}`;
