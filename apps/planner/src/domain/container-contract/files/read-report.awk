# Reads what a competition reported, in this order: command, result file, last line of stdout. Writes one normalised
# result, or one sentence of failure and exit 1. Variables: command again file tail status result reason.

function number(text) { return text ~ /^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$/ }

function shown(text) {
  gsub(/[^ -~]/, "?", text)
  return length(text) > 60 ? substr(text, 1, 60) "..." : text
}

function slurp(path,   line, text) {
  text = ""
  while ((getline line < path) > 0) if (length(text) < 65536) text = text line "\n"
  close(path)
  return text
}

function last_line(path,   line, kept) {
  kept = ""
  while ((getline line < path) > 0) if (line ~ /[^ \t\r]/) kept = line
  close(path)
  return kept
}

# The value of a key of a flat JSON object, as text; "" where there is none.
function field(text, key,   start) {
  if (!match(text, "\"" key "\"[ \t\r\n]*:[ \t\r\n]*")) return ""
  text = substr(text, RSTART + RLENGTH)
  match(text, /^("[^"]*"|[^,} \t\r\n]+)/)
  return RLENGTH > 0 ? substr(text, 1, RLENGTH) : ""
}

function read_json(source, text) {
  updates[source] = field(text, "updatesElapsed")
  alpha[source] = field(text, "numAlpha")
  beta[source] = field(text, "numBeta")
  found[source] = 1
}

function said(source) {
  return "updatesElapsed " shown(updates[source]) ", numAlpha " shown(alpha[source]) ", numBeta " shown(beta[source])
}

function differ(a, b) {
  return updates[a] + 0 != updates[b] + 0 || alpha[a] + 0 != alpha[b] + 0 || beta[a] + 0 != beta[b] + 0
}

function fail(sentence) {
  print sentence > reason
  print "knockem: " sentence > "/dev/stderr"
  failed = 1
  exit 1
}

function warn(sentence) { warnings = warnings (warnings == "" ? "" : ",") "\"" sentence "\"" }

function checked(name, text) {
  if (text == "") fail("the report (" source ") has no " name)
  if (!number(text)) fail("the report (" source ") has " name " " shown(text) ", which is not a number")
  if (text + 0 < 0) fail("the report (" source ") has a negative " name ": " shown(text))
  if (text + 0 > 9007199254740991) fail("the report (" source ") has " name " " shown(text) ", which is too large to be counted exactly")
  return text
}

function count(name, text,   whole) {
  checked(name, text)
  whole = sprintf("%.0f", int(text + 0.5))
  if (whole + 0 != text + 0) warn(name " " shown(text) " was rounded to " whole)
  return whole
}

# Kept as given, in the spelling that JSON wants.
function plain(text) {
  sub(/^\+/, "", text); sub(/^-/, "", text)
  sub(/^0+/, "", text)
  if (text ~ /^(\.|[eE]|$)/) text = "0" text
  sub(/\.([eE]|$)/, ".0&", text); sub(/\.0\./, ".0", text)
  return text
}

BEGIN {
  if ((getline line < command) > 0) {
    split(line, word, "\t")
    updates["command"] = word[1]; alpha["command"] = word[2]; beta["command"] = word[3]
    found["command"] = 1
  }
  text = slurp(file)
  if (text ~ /[^ \t\r\n]/) read_json("result file", text)
  text = last_line(tail)
  if (text ~ /^[ \t]*\{/ && text ~ /"(updatesElapsed|numAlpha|numBeta)"/) read_json("last line of stdout", text)

  order[1] = "command"; order[2] = "result file"; order[3] = "last line of stdout"
  source = ""
  for (i = 1; i <= 3; i++) if (source == "" && found[order[i]]) source = order[i]

  if (source == "" && status != 0) fail("knockem_compete_two exited with code " status " and reported nothing")
  if (source == "") fail("knockem_compete_two reported nothing")
  if (status != 0) fail("knockem_compete_two exited with code " status " after it reported " said(source))

  value_updates = plain(checked("updatesElapsed", updates[source]))
  value_alpha = count("numAlpha", alpha[source])
  value_beta = count("numBeta", beta[source])
  if ((getline line < again) > 0) {
    gsub(/[^0-9A-Za-z.+-]/, " ", line)
    warn("reported twice by command; the first report counts, the other said " shown(line))
  }
  for (i = 1; i <= 3; i++)
    if (order[i] != source && found[order[i]] && differ(source, order[i]))
      warn("the " order[i] " differs (" plainly(order[i]) "); the " source " counts")

  printf "{\"updatesElapsed\":%s,\"numAlpha\":%s,\"numBeta\":%s,\"warnings\":[%s]}\n", \
    value_updates, value_alpha, value_beta, warnings > result
  exit 0
}

# Fit to stand inside a JSON string.
function plainly(source,   text) {
  text = said(source)
  gsub(/["\\]/, "'", text)
  return text
}
