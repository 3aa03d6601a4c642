/** Which statements use tables of other libs, and why. What is not here fails the check; `*` ends a name, `any` table. */
export const FOREIGN = [
  {
    because: 'a purge empties every table of a chat, in an order that retention alone knows',
    uses: ['any'],
    statements: ['retention.*'],
  },
  {
    because: 'it indexes the texts of the messages that wait',
    uses: ['reads message'],
    statements: ['search.move-texts'],
  },
  {
    because: 'what a message has become since it was indexed',
    uses: ['reads message'],
    statements: ['knowledge.changed', 'knowledge.indexed-texts', 'knowledge.settle'],
  },
  {
    because: 'when somebody left: the act that says so is a message',
    uses: ['reads message'],
    statements: ['chat.heads-changed-lately', 'participant.departures'],
  },
  {
    because: 'a message and its reactions change together, in its own rows of a batch: a deleted one has none',
    uses: ['reads message_reaction'],
    statements: ['reaction.load'],
  },
  {
    because: 'a message and its reactions change together, in its own rows of a batch: a deleted one has none',
    uses: ['writes message_reaction'],
    statements: ['reaction.add', 'reaction.clear', 'reaction.remove'],
  },
  { because: 'who is in the chat', uses: ['reads participant'], statements: ['receipt.load-early-readers'] },
  {
    because: 'a receipt counts from the stay of its reader, in the way of the chat’s type',
    uses: ['reads participant'],
    statements: ['receipt.load'],
  },
  {
    because: 'another name is looked for only where the message names its chat',
    uses: ['reads chat'],
    statements: ['message.load-namings'],
  },
  {
    because: 'a chat that is deleted or left has no work',
    uses: ['reads chat'],
    statements: ['message-work.append', 'message-work.claim-file', 'message-work.claim-reply', 'message-work.renew'],
  },
  {
    because: "access in the query (chat's `isVisible`), and how far readers have come",
    uses: ['reads chat'],
    statements: ['message.question-of'],
  },
  {
    because: "through a statement that search exports: texts are written in the send's transaction",
    uses: ['writes message_text'],
    statements: ['message.remove-texts', 'message.store-texts'],
  },
  {
    because: "through a statement that search exports: texts are written in the send's transaction",
    uses: ['writes message_text_new'],
    statements: ['message.add-texts', 'message.remove-new-texts'],
  },
  {
    because: 'a chat that is deleted or left has no work',
    uses: ['reads chat', 'reads participant'],
    statements: ['message-work.open-replies'],
  },
  {
    because: "access in the query (chat's `isVisible`), and how far readers have come",
    uses: ['reads chat', 'reads participant'],
    statements: [
      'message.find',
      'message.get',
      'message.list-around-filtered',
      'message.list-around',
      'message.list-changes',
      'message.list-newer-by-messages',
      'message.list-newer',
      'message.list-older-by-messages',
      'message.list-older-filtered',
      'message.list-older',
      'message.load-by-key',
      'message.load-replies',
      'message.load',
      'message.page-newer',
      'message.page-older',
    ],
  },
  {
    because: 'a receipt counts from the stay of its reader, in the way of the chat’s type',
    uses: ['reads chat', 'reads participant'],
    statements: ['receipt.load-span', 'receipt.load-spans'],
  },
  {
    because: 'a reply may use what its asker may see, and nothing else',
    uses: ['reads chat', 'reads participant'],
    statements: [
      'embedding.behind-of-owner',
      'embedding.behind',
      'knowledge.behind-of-owner',
      'knowledge.behind',
      'knowledge.postings-of-owner',
      'knowledge.question-words-of-owner',
      'knowledge.question-words',
      'knowledge.postings',
    ],
  },
  {
    because: "access in the query, and words by search's own fragments",
    uses: ['reads chat', 'reads message_text', 'reads message_text_new', 'reads participant'],
    statements: ['message.list-newer-by-words', 'message.list-older-by-words'],
  },
  {
    because: 'a reply may use what its asker may see, and nothing else',
    uses: ['reads chat', 'reads message', 'reads participant'],
    statements: ['knowledge.passages'],
  },
];
