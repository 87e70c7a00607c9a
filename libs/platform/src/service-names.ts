export const SERVICES = ['gateway', 'planner', 'scheduler', 'executor', 'recorder'] as const;
export type ServiceName = (typeof SERVICES)[number];
