import { createHash, type Hash } from 'node:crypto';

export const newSha256 = (): Hash => createHash('sha256');

export const sha256 = (text: string): string => newSha256().update(text).digest('hex');
