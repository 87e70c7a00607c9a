/** Whether the bus is there: while it is not, nobody can be heard, and no lease may run out for it. */
export class Hearing {
  connected = true;
}
