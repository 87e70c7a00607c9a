import { request } from './request';

/** Fetches with the token (a link could not show it) and hands the file to the browser to keep. */
export async function download(address: string, name: string): Promise<void> {
  const content = await (await request(address)).blob();
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser has begun to read it by then; the address must not hold the content for as long as the page is open.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
