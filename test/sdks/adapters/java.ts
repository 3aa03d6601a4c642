import type { Connect } from '../nine-operations.js';
import { spokenAdapter } from '../spoken-adapter.js';

export const connect: Connect = (url, token) =>
  spokenAdapter('java', ['-cp', process.env['JAVA_CLASS_PATH'] ?? '', 'Conversation', url, token]);
