import type { Connect } from '../nine-operations.js';
import { spokenAdapter } from '../spoken-adapter.js';

export const connect: Connect = (url, token) =>
  spokenAdapter(process.env['PYTHON'] ?? 'python3', ['conversation.py', url, token]);
