/** How the document describes the id of a message in a path. */
export const MESSAGE_ID = {
  name: 'message_id',
  description: 'Id of the message, as sendMessage and listMessages answer it.',
};
