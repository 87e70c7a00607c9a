import type { FormValues } from './form-values';

/** As docs/openapi.json says of the upload; a genome is counted in bytes. */
const MAX_BYTES = 15_000_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What is wrong with the genome, as far as a browser can tell. */
export function genomeComplaint({
  genomeSource,
  genomeText,
  genomeFile,
  genomeIdAlpha,
}: FormValues): string | undefined {
  if (genomeSource === 'id') return UUID.test(genomeIdAlpha.trim()) ? undefined : 'must be a UUID';
  if (genomeSource === 'file') {
    if (genomeFile === null) return 'choose a file';
    return sizeComplaint(genomeFile.size);
  }
  return genomeText.trim() === '' ? 'the genome is empty' : sizeComplaint(new Blob([genomeText]).size);
}

function sizeComplaint(bytes: number): string | undefined {
  if (bytes === 0) return 'the genome is empty';
  return bytes > MAX_BYTES
    ? `the genome has ${bytes.toLocaleString('en')} bytes; at most ${MAX_BYTES.toLocaleString('en')} are taken`
    : undefined;
}
