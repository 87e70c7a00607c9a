import type { AddressInfo } from 'node:net';
// By the author of nodemailer: a real SMTP server, so that what is said on the wire is tried.
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly text: string;
}

/** A real SMTP server that takes mail from whoever knows its password. */
export class MailReceiver implements AsyncDisposable {
  readonly mails: ReceivedMail[] = [];
  /** Answers the next recipients with this code in place of taking them. */
  refuseWith: number | undefined;
  private readonly server: SMTPServer;

  private constructor(password: string) {
    this.server = new SMTPServer({
      allowInsecureAuth: true,
      disabledCommands: ['STARTTLS'],
      onAuth: ({ username, password: shown }, _session, callback) =>
        shown === password ? callback(null, { user: username }) : callback(new Error('wrong password')),
      onRcptTo: (_address, _session, callback) =>
        this.refuseWith === undefined
          ? callback()
          : callback(Object.assign(new Error('not now'), { responseCode: this.refuseWith })),
      onData: (stream, { envelope }, callback) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const from = envelope.mailFrom ? envelope.mailFrom.address : '';
          const to = envelope.rcptTo.map(({ address }) => address);
          this.mails.push({ from, to, text: Buffer.concat(chunks).toString() });
          callback();
        });
      },
    });
    // A client that ends in the middle is no failure of the server.
    this.server.on('error', () => undefined);
  }

  static async start(password: string): Promise<MailReceiver> {
    const receiver = new MailReceiver(password);
    await new Promise<void>((resolve) => receiver.server.listen(0, '127.0.0.1', () => resolve()));
    return receiver;
  }

  get port(): number {
    return (this.server.server.address() as AddressInfo).port;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}
