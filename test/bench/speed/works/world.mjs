// What is in the data, as dataset/source.sql makes it.

const SIZES_OF_GROUPS = [1, 10, 100, 1_000];

/** @param shape the settings of source.sql */
export class World {
  constructor(shape) {
    this.shape = shape;
    this.chats = shape.people * shape.chats;
  }

  /** The five chats with a tenth of the messages in all… one twentieth each. */
  get bigChats() {
    return [0, 1, 2, 3, 4].map((nth) => nth * this.shape.chats + 1);
  }

  ownerOf(chatId) {
    return `u${Math.floor((chatId - 1) / this.shape.chats) + 1}`;
  }

  groupsOf(size) {
    const first = this.chats + SIZES_OF_GROUPS.indexOf(size) * this.shape.groups + 1;
    return Array.from({ length: this.shape.groups }, (_, nth) => first + nth);
  }

  memberOf(size, nth) {
    return `g${size}-${nth + 1}`;
  }

  /** A message of a group, and the place of who sent it. */
  messageOf(size, group, turn) {
    const of = SIZES_OF_GROUPS.indexOf(size) * this.shape.groups + group;
    return { id: this.shape.messages + 1 + turn * 4 * this.shape.groups + of, sender: turn % size };
  }
}

export { SIZES_OF_GROUPS };
