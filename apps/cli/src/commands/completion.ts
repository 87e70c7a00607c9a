import { Argument, Command } from 'commander';
import { SCRIPTS, type Shell, SHELLS } from '../completion/scripts';
import { sessionOf } from '../session';

export function completionCommand(): Command {
  return new Command('completion')
    .addArgument(new Argument('<shell>', 'for which shell').choices(SHELLS))
    .addHelpText('after', HOW)
    .action((shell: Shell, _flags: unknown, command: Command) => {
      const { settings, print } = sessionOf(command);
      if (settings.json) return print({ shell, script: SCRIPTS[shell] }, () => '');
      process.stdout.write(SCRIPTS[shell]);
    });
}

const HOW = `
For the shells that start from now on:
  bash   echo 'source <(knockem completion bash)' >> ~/.bashrc
  zsh    echo 'source <(knockem completion zsh)' >> ~/.zshrc      (after compinit)
  fish   knockem completion fish > ~/.config/fish/completions/knockem.fish
`;
