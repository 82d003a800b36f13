/// What people type and the metric they mean, written by hand from what each
/// name means in its language, not from what the program answers.
enum Queries {
    struct Query: Sendable, CustomStringConvertible {
        var text: String
        var language: String
        var metric: String

        init(_ text: String, _ language: String, _ metric: String) {
            self.text = text
            self.language = language
            self.metric = metric
        }

        var description: String { "\(text) (\(language))" }
    }

    /// The preferred term as it is written, asked in its language.
    static let exact: [Query] = [
        Query("Service level", "en", "service-level"),
        Query("conversion rate", "en", "conversion-rate"),
        Query("Net Promoter Score", "en", "net-promoter-score"),
        Query("E-mail volume", "en", "email-volume"),
        Query("first response time", "en", "first-response-time"),
        Query("average-order-value", "en", "average-order-value"),
        Query("Tasa de conversión", "es", "conversion-rate"),
        Query("Nivel de servicio", "es", "service-level"),
        Query("Tasa de devolución", "es", "return-rate"),
        Query("Satisfacción del cliente", "es", "customer-satisfaction-score"),
        Query("Ticket médio", "pt-BR", "average-order-value"),
        Query("Taxa de conversão", "pt-BR", "conversion-rate"),
        Query("Tempo médio de atendimento", "pt-BR", "average-handle-time"),
        Query("Средний чек", "ru", "average-order-value"),
        Query("Частота обращений", "ru", "contact-rate"),
        Query("Уровень сервиса", "ru", "service-level"),
        Query("Очередь запросов", "ru", "request-queue"),
        Query("Điểm CSAT của khách hàng", "vi", "customer-satisfaction-score"),
        Query("Tỷ lệ leo thang", "vi", "escalation-rate"),
        Query("Tỷ lệ chuyển đổi", "vi", "conversion-rate"),
        Query("Mức độ dịch vụ", "vi", "service-level"),
        Query("Điểm quảng bá ròng", "vi", "net-promoter-score")
    ]

    /// Other names, as they are written.
    static let aliases: [Query] = [
        Query("telephone service factor", "en", "service-level"),
        Query("open tickets", "en", "active-requests"),
        Query("customer satisfaction", "en", "customer-satisfaction-score"),
        Query("repeat purchase rate", "en", "repeat-customer-rate"),
        Query("queue length", "en", "request-queue"),
        Query("ticket promedio", "es", "average-order-value"),
        Query("llamadas recibidas", "es", "call-volume"),
        Query("índice neto de promotores", "es", "net-promoter-score"),
        Query("tiempo promedio de resolución", "es", "average-resolution-time"),
        Query("motivos de contacto", "es", "request-category-mix"),
        Query("chamados abertos", "pt-BR", "active-requests"),
        Query("ligações recebidas", "pt-BR", "call-volume"),
        Query("tíquete médio", "pt-BR", "average-order-value"),
        Query("custo por atendimento", "pt-BR", "cost-per-contact"),
        Query("индекс потребительской лояльности", "ru", "net-promoter-score"),
        Query("открытые обращения", "ru", "active-requests"),
        Query("коэффициент конверсии", "ru", "conversion-rate"),
        Query("жизненная ценность клиента", "ru", "customer-lifetime-value"),
        Query("процент возвратов", "ru", "return-rate"),
        Query("tỷ lệ chuyển cấp", "vi", "escalation-rate"),
        Query("tỷ lệ hoàn trả", "vi", "return-rate"),
        Query("mức độ hài lòng của khách hàng", "vi", "customer-satisfaction-score"),
        Query("chỉ số khuyến nghị", "vi", "net-promoter-score"),
        Query("giá trị trọn đời khách hàng", "vi", "customer-lifetime-value")
    ]

    static let abbreviations: [Query] = [
        Query("NPS", "en", "net-promoter-score"), Query("nps", "vi", "net-promoter-score"),
        Query("CSAT", "ru", "customer-satisfaction-score"),
        Query("csat", "en", "customer-satisfaction-score"),
        Query("AOV", "en", "average-order-value"), Query("aov", "es", "average-order-value"),
        Query("AHT", "ru", "average-handle-time"), Query("TMO", "es", "average-handle-time"),
        Query("TMA", "pt-BR", "average-handle-time"),
        Query("FCR", "vi", "first-call-resolution-rate"),
        Query("FRT", "en", "first-response-time"),
        Query("CAC", "pt-BR", "customer-acquisition-cost"),
        Query("LTV", "ru", "customer-lifetime-value"),
        Query("CLV", "es", "customer-lifetime-value"),
        Query("LTV/CAC", "vi", "ltv-to-cac-ratio"), Query("ltv:cac", "en", "ltv-to-cac-ratio"),
        Query("MTTR", "en", "average-resolution-time")
    ]

    /// As people type who leave marks and signs out.
    static let withoutMarks: [Query] = [
        Query("diem csat", "vi", "customer-satisfaction-score"),
        Query("diem csat cua khach hang", "vi", "customer-satisfaction-score"),
        Query("ty le chuyen doi", "vi", "conversion-rate"),
        Query("ty le leo thang", "vi", "escalation-rate"),
        Query("muc do dich vu", "vi", "service-level"),
        Query("ty le tra lai hang", "vi", "return-rate"),
        Query("diem quang ba rong", "vi", "net-promoter-score"),
        Query("gia tri don hang trung binh", "vi", "average-order-value"),
        Query("thoi gian phan hoi dau tien", "vi", "first-response-time"),
        Query("tasa de conversion", "es", "conversion-rate"),
        Query("tasa de devolucion", "es", "return-rate"),
        Query("volumen de correos electronicos", "es", "email-volume"),
        Query("taxa de conversao", "pt-BR", "conversion-rate"),
        Query("tempo medio de resolucao", "pt-BR", "average-resolution-time"),
        Query("ticket medio", "pt-BR", "average-order-value"),
        Query("удовлетворенность клиентов", "ru", "customer-satisfaction-score"),
        Query("доля вопросов, решенных с первого звонка", "ru", "first-call-resolution-rate"),
        Query("email volume", "en", "email-volume"),
        Query("first call resolution rate", "en", "first-call-resolution-rate"),
        Query("SERVICE_LEVEL", "en", "service-level")
    ]

    /// Parts of names, words in another order, other endings.
    static let words: [Query] = [
        Query("promoter", "en", "net-promoter-score"),
        Query("level service", "en", "service-level"),
        Query("lifetime", "en", "customer-lifetime-value"),
        Query("escalat", "en", "escalation-rate"),
        Query("handle", "en", "average-handle-time"),
        Query("devoluciones tasa", "es", "return-rate"),
        Query("recompra", "es", "repeat-customer-rate"),
        Query("primeira resposta", "pt-BR", "first-response-time"),
        Query("чек", "ru", "average-order-value"),
        Query("готовность рекомендовать", "ru", "net-promoter-score"),
        Query("очереди запросов", "ru", "request-queue"),
        Query("vòng đời", "vi", "customer-lifetime-value"),
        Query("leo thang", "vi", "escalation-rate")
    ]

    static let mistyped: [Query] = [
        Query("servce level", "en", "service-level"),
        Query("convertion rate", "en", "conversion-rate"),
        Query("net promotor score", "en", "net-promoter-score"),
        Query("escaltion rate", "en", "escalation-rate"),
        Query("servicelevle", "en", "service-level"),
        Query("nivel de serviico", "es", "service-level"),
        Query("tasa de devolusion", "es", "return-rate"),
        Query("taxa de converssao", "pt-BR", "conversion-rate"),
        Query("очередь запрсов", "ru", "request-queue"),
        Query("средний чкек", "ru", "average-order-value"),
        Query("частота обрашений", "ru", "contact-rate"),
        Query("tye le leo thang", "vi", "escalation-rate"),
        Query("ty le chuyen doii", "vi", "conversion-rate")
    ]

    /// Asked in one language, typed in another.
    static let otherLanguage: [Query] = [
        Query("Средний чек", "en", "average-order-value"),
        Query("Tỷ lệ leo thang", "es", "escalation-rate"),
        Query("Service level", "ru", "service-level"),
        Query("ticket promedio", "vi", "average-order-value"),
        Query("Tempo médio de atendimento", "ru", "average-handle-time"),
        Query("Nivel de servicio", "vi", "service-level"),
        Query("net promoter score", "pt-BR", "net-promoter-score"),
        Query("очередь запросов", "es", "request-queue")
    ]

    /// Described, not named.
    static let described: [Query] = [
        Query("share of calls answered within a set waiting time", "en", "service-level"),
        Query("clientes que recomendarían la tienda", "es", "net-promoter-score"),
        Query("how long until the first answer to a request", "en", "first-response-time")
    ]
}
