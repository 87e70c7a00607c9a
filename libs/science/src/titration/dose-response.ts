/** What was seen at one dose: of `measured` knockouts of `dose` sites each, `detected` were detectable. */
export interface DoseResponse {
  readonly dose: number;
  readonly measured: number;
  readonly detected: number;
}
