import type { Command, OptionValues } from 'commander';
import { GatewayClient } from './client/gateway-client';
import { painted, wantsColour } from './render/paint';
import { printable } from './render/printable';
import { settingsOf, type Settings } from './settings';

/** What a command's action works with. */
export interface Session {
  readonly settings: Settings;
  readonly gateway: GatewayClient;
  /** One answer: `value` as JSON with --json, else the text. */
  readonly print: (value: unknown, text: () => string) => void;
}

/** Settings, client and printer of a command, from the global flags around it. */
export function sessionOf(command: Command): Session {
  const settings = settingsOf(command.optsWithGlobals<OptionValues>());
  return {
    settings,
    gateway: new GatewayClient(settings.gatewayUrl),
    print: (value, text) =>
      void process.stdout.write(`${settings.json ? JSON.stringify(value) : forPerson(text())}\n`),
  };
}

const forPerson = (text: string): string =>
  wantsColour(process.stdout) ? painted(printable(text)) : printable(text);
