/**
 * Who speaks on the bus, each with a credential and permissions of its own (deploy/nats): the five services, and
 * whatever else is connected.
 */
export const BUS_ROLES = ['gateway', 'planner', 'scheduler', 'executor', 'recorder', 'tool'] as const;
export type BusRole = (typeof BUS_ROLES)[number];

/** A service is known by its name; everybody else is a tool. */
export const busRoleOf = (name: string): BusRole => BUS_ROLES.find((role) => role === name) ?? 'tool';

/** Replies to a role come below this subject, so that nobody else can be let listen there. */
export const inboxOf = (role: BusRole): string => `_INBOX.${role}`;
