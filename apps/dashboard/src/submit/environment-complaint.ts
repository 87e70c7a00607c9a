const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** What is wrong with the lines of the environment, where the request that is made of them would hide it. */
export function environmentComplaint(text: string): string | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const bare = lines.find((line) => !line.includes('='));
  if (bare !== undefined) return `write NAME=value: there is no = in "${bare.trim()}"`;
  const names = lines.map((line) => line.slice(0, line.indexOf('=')).trim());
  const odd = names.find((name) => !NAME.test(name));
  if (odd !== undefined) return `"${odd}" is no name of an environment variable`;
  const twice = names.find((name, at) => names.indexOf(name) < at);
  return twice === undefined ? undefined : `${twice} is given twice`;
}
