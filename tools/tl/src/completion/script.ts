import type { Command } from 'commander';

/** A command path (` documents ls`; empty for `tl` itself) with the words that may follow. */
interface CompletionPoint {
  readonly path: string;
  readonly words: readonly string[];
}

const optionsOf = (command: Command): readonly string[] => [...command.options.flatMap(({ long }) => long ?? []), '--help'];

const completionPointsOf = (command: Command, path = ''): readonly CompletionPoint[] => [
  { path, words: [...command.commands.map((one) => one.name()), ...optionsOf(command)] },
  ...command.commands.flatMap((one) => completionPointsOf(one, `${path} ${one.name()}`)),
];

const bash = (program: Command): string => {
  const places = completionPointsOf(program);
  const paths = places.filter(({ path }) => path !== '').map(({ path }) => `"${path}"`);
  return `# Completion of tl for bash.
_tl() {
  local word="\${COMP_WORDS[COMP_CWORD]}" path="" words="" i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$path \${COMP_WORDS[i]}" in
      ${paths.join(' | ')}) path+=" \${COMP_WORDS[i]}" ;;
    esac
  done
  case "$path" in
${places.map(({ path, words }) => `    "${path}") words="${words.join(' ')}" ;;`).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
# Where no word fits, names of files do.
complete -o default -F _tl tl
`;
};

const zsh = (program: Command): string => `# Completion of tl for zsh, which understands that of bash.
autoload -Uz compinit bashcompinit && compinit && bashcompinit
${bash(program)}`;

export const SHELLS: Readonly<Record<string, (program: Command) => string>> = { bash, zsh };
