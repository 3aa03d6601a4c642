/** Different reactions on one message. */
export const MAX_REACTIONS = 50;
