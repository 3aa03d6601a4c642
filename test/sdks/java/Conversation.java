import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.swagger.client.ApiClient;
import io.swagger.client.api.ChatsApi;
import io.swagger.client.api.MessagesApi;
import io.swagger.client.api.ReactionsApi;
import io.swagger.client.model.*;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.util.Map;
import org.springframework.web.client.HttpStatusCodeException;
import org.springframework.web.client.RestTemplate;

/** The nine operations by way of the generated Java client, for a caller that writes one request a line. */
class Conversation {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .setDefaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS));

  private final ChatsApi chats;
  private final MessagesApi messages;
  private final ReactionsApi reactions;

  private Conversation(String url, String token) {
    ApiClient client = new ApiClient(new RestTemplate(new EncodedPaths()));
    client.setBasePath(url);
    client.setAccessToken(token);
    chats = new ChatsApi(client);
    messages = new MessagesApi(client);
    reactions = new ReactionsApi(client);
  }

  public static void main(String[] arguments) throws Exception {
    Conversation conversation = new Conversation(arguments[0], arguments[1]);
    BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    PrintStream answers = new PrintStream(System.out, true, UTF_8);
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      JsonNode request = JSON.readTree(line);
      answers.println(JSON.writeValueAsString(conversation.answer(request)));
    }
  }

  private Map<String, Object> answer(JsonNode request) throws Exception {
    try {
      return Map.of("answer", call(request.get("operation").asText(), request.get("arguments")));
    } catch (HttpStatusCodeException refused) {
      return Map.of("problem", JSON.readValue(refused.getResponseBodyAsByteArray(), Problem.class));
    }
  }

  private Object call(String operation, JsonNode given) throws Exception {
    Long id = given.get(0).asLong();
    switch (operation) {
      case "createChat":
        return chats.createChat(JSON.treeToValue(given.get(0), CreateChat.class), null);
      case "listChats":
        return chats.listChats(limit(given.get(0)), text(given.get(0), "cursor"), null, null, null, null, null, null);
      case "getChat":
        return chats.getChat(id, null);
      case "updateChatStatus":
        return chats.updateChatStatus(new UpdateChatStatus().status(ChatStatus.fromValue(given.get(1).asText())), id);
      case "sendMessage":
        String prefer = given.has(2) ? given.get(2).asText() : null;
        return messages.sendMessage(JSON.treeToValue(given.get(1), SendMessage.class), id, prefer, null);
      case "listMessages":
        return listMessages(id, given.get(1));
      case "updateMessageStatus":
        return messages.updateMessageStatus(JSON.treeToValue(given.get(1), UpdateMessageStatus.class), id);
      case "addReaction":
        return reactions.addReaction(new AddReaction().reaction(given.get(1).asText()), id);
      case "removeReaction":
        return reactions.removeReaction(id, URLEncoder.encode(given.get(1).asText(), UTF_8), null);
      default:
        throw new IllegalArgumentException(operation);
    }
  }

  private MessageList listMessages(Long chatId, JsonNode query) {
    Order order = Order.fromValue(text(query, "order"));
    return messages.listMessages(
        chatId, limit(query), text(query, "cursor"), null, null, null, null, order, null, null, null, null, null, null,
        null, null);
  }

  private static Integer limit(JsonNode query) {
    return query.has("limit") ? query.get("limit").asInt() : null;
  }

  private static String text(JsonNode query, String name) {
    return query.has(name) ? query.get(name).asText() : null;
  }
}
