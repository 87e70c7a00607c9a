/**
 * What a shell learns at its start: on a tab it asks the same program that is being typed, by `__complete SHELL WORDS…`,
 * for lines `value<TAB>description` and a last one that says which files to offer besides. So the scripts stay the same
 * while commands come and go.
 *
 * Own, since what there is either wants the whole table at once (ours is loaded command by command) or edits the user's
 * start-up files.
 */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

export const ASKED_BY_SHELLS = '__complete';

/** macOS still has bash 3.2: nothing newer but `compopt`, and that may fail. */
const BASH = `# bash completion of knockem:  source <(knockem completion bash)
_knockem() {
  local line files=''
  COMPREPLY=()
  while IFS= read -r line; do
    case "$line" in
      :*) files="\${line#:}" ;;
      *) COMPREPLY+=("\${line%%$'\\t'*}") ;;
    esac
  done < <("\${COMP_WORDS[0]/#\\~/$HOME}" ${ASKED_BY_SHELLS} bash "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  case "$files" in
    files) compopt -o default 2>/dev/null ;;
    directories) compopt -o dirnames 2>/dev/null ;;
  esac
}
complete -F _knockem knockem
`;

const ZSH = `#compdef knockem
# zsh completion of knockem:  source <(knockem completion zsh), after compinit; or as the file _knockem in $fpath
_knockem() {
  local line files=''
  local -a values
  while IFS= read -r line; do
    case "$line" in
      :*) files="\${line#:}" ;;
      *) values+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}") ;;
    esac
  done < <("\${(Q)words[1]/#\\~/$HOME}" ${ASKED_BY_SHELLS} zsh "\${(@Q)words[2,CURRENT]}" 2>/dev/null)
  (( $#values )) && _describe -t values knockem values
  case "$files" in
    files) _files ;;
    directories) _files -/ ;;
  esac
}
if [ "$funcstack[1]" = _knockem ]; then _knockem "$@"; else compdef _knockem knockem; fi
`;

const FISH = `# fish completion of knockem:  knockem completion fish | source
function __knockem_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l program (string replace -r '^~' $HOME -- $words[1])
    set -e words[1]
    for line in ($program ${ASKED_BY_SHELLS} fish $words "$current" 2>/dev/null)
        switch $line
            case ':files'
                __fish_complete_path "$current"
            case ':directories'
                __fish_complete_directories "$current"
            case ':*'
            case '*'
                echo $line
        end
    end
end
complete -c knockem -f -a '(__knockem_complete)'
`;

export const SCRIPTS: Readonly<Record<Shell, string>> = { bash: BASH, zsh: ZSH, fish: FISH };
