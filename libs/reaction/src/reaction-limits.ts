/** Different reactions on one message. */
export const MAX_REACTIONS = 50;

/** People who are named of one reaction, the first; all are counted. */
export const MAX_NAMED = 100;
