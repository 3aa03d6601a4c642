import type { LanguageWords } from './language-words.js';

export const vi: LanguageWords = {
  functionWords: `ai anh bao bạn bằng bị bởi cả các cái cần càng cho chỉ chiếc chúng chưa chứ có còn của cùng cũng dù đã đang đây để đến đều
    đó đâu được gì giữa hay hãy hơn hoặc hỏi khi không là lại lên lúc mà mấy mỗi một mọi mình nào này nên nếu ngay nhau như
    nhưng những nữa ở ra rằng rất rồi sao sau sẽ thì theo thế tôi tại trên trong trước từ tuy và vào vẫn vậy vì việc về với
    vừa xin đi do bạn họ nó hắn nhiều phải nhỉ ạ à ơi xuống qua thuộc khiến bao nhiêu thế nào tại sao vì sao khi nào ở đâu
    nó chúng ta chúng tôi làm ơn sự mà còn`,
  asks: `ai|gì|cái gì|khi nào|bao giờ|ở đâu|đâu|tại sao|vì sao|sao|thế nào|như thế nào|làm sao|làm thế nào|bao nhiêu|mấy|mấy giờ|bao lâu
    |nào|có phải|liệu|có ai|từ khi nào|đến khi nào|với ai|cho ai`,
  askEndings: `không|à|hả|nhỉ|chưa|gì|ai|đâu|nào|sao|bao nhiêu|mấy|khi nào|bao giờ|thế nào|như thế nào|bao lâu|ở đâu|là gì|là ai`,
  asksWithin: `bao nhiêu|khi nào|ở đâu|tại sao|vì sao|như thế nào|thế nào|là gì|là ai|bao lâu|bao giờ|mấy giờ|cái gì|những gì`,
  requests: `hãy kể|hãy nói|hãy giải thích|hãy mô tả|hãy cho|hãy liệt kê|hãy tóm tắt|kể cho tôi|kể về|nói cho tôi|nói về|cho tôi biết|cho tôi xem|cho biết
    |giải thích|mô tả|liệt kê|tóm tắt|tìm giúp|tìm|giúp tôi|dịch|so sánh|nhắc tôi|định nghĩa|tôi muốn biết|tôi cần biết|tôi đang tìm|tôi thắc mắc
    |xin cho biết|xin hãy|làm ơn cho
    |xin thông tin|cho xin thông tin|cho hỏi|xin hỏi|cho tôi hỏi|tôi muốn hỏi|mình muốn hỏi|mình muốn biết|tôi muốn tìm hiểu
    |tôi muốn hiểu|tôi muốn nghe|xem giúp|tư vấn|làm rõ|bàn về`,
  needs: `tôi cần|mình cần|em cần|tôi có câu hỏi|tôi có một câu hỏi|mình có câu hỏi|câu hỏi của tôi|câu hỏi về|thông tin về
    |chi tiết về|tôi quan tâm|tôi không hiểu|tôi không biết|tôi tò mò|đang tìm|hỏi về`,
  pleas: `làm ơn|giúp tôi|giúp mình|cảm ơn`,
  courtesies: `làm ơn|xin|vui lòng|xin vui lòng|ok|được rồi|vậy|và|nhưng|xin lỗi|lần nữa|ạ|với|nhé|giúp tôi với|dùm|giùm`,
  greetings: `xin chào|chào|chào bạn|chào anh|chào chị|chào em|chào mọi người|chào buổi sáng|chào buổi chiều|chào buổi tối|chúc ngủ ngon|tạm biệt
    |hẹn gặp lại|mọi người|các bạn|bạn|alo|hello|hi`,
  thanks: `cảm ơn|cám ơn|cảm ơn bạn|cảm ơn nhiều|cảm ơn rất nhiều|xin cảm ơn|tuyệt|tuyệt vời|tốt|tốt lắm|hiểu rồi|tôi hiểu|không có gì|vâng
    |dạ|nhiều|bạn|rất nhiều`,
  aboutYou: `bạn là ai|bạn là gì|bạn có thể làm gì|bạn làm được gì|bạn khỏe không|bạn có khỏe không|bạn là robot à|bạn là người à
    |bạn có phải là robot không|bạn tên là gì|tên bạn là gì|bạn có thể giúp tôi không|bạn giúp tôi được không|ai tạo ra bạn|bạn hoạt động như thế nào`,
  pointing: `nó họ đó này kia ấy đấy chúng khác vậy thế`,
  goingOn: `và|nhưng|hay|hoặc|vậy|thế|còn|vậy còn|thế còn|tại sao|vì sao|sao không|còn gì|còn ai|từ khi nào|thêm|thật không|ví dụ|thật à`,
};
