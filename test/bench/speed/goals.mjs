// What is to be reached against the limit: [must, goal] of requests/s by connections, and at most how much CPU.
export const GOALS = {
  W1: { 16: [0.9, 1.1], 64: [1.2, 1.6], cpu: 1.0 },
  WH: { 16: [4, 6], 64: [8, 12], cpu: 0.25 },
  W2: { 16: [0.7, 1.0], 64: [0.75, 1.1], cpu: 1.3 },
  W3: { 16: [0.7, 1.0], 64: [0.75, 1.1], cpu: 1.3 },
  W4: { 16: [0.75, 1.0], 64: [0.85, 1.1], cpu: 1.2 },
  W5: { 16: [0.6, 0.9], 64: [0.7, 1.0], cpu: 1.5 },
  W6: { 16: [0.9, 1.1], 64: [1.1, 1.5], cpu: 1.0 },
  W7: { 16: [0.9, 1.1], 64: [1.1, 1.5], cpu: 1.0 },
  W8: { 16: [0.8, 1.0], 64: [0.9, 1.1], cpu: 1.1 },
};

/** Of a GROUP's cost to a chat of one, and of the largest to the smallest. */
export const MOST = { group: 3, growth: 1.3 };

/** MB, MB, ms. */
export const SERVER = { idle: 130, underLoad: 250, ready: 1_500 };
