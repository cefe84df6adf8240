"""The Russian words of the printed application and notice: the school's record, untranslated (R-APPLY)."""

from datetime import date

from journal.sheets.words import MONTHS_OF

# The five ways of Приложение № 1, as it words them.
DELIVERY_LINES = {
    "person": "при личном обращении в образовательную организацию",
    "post": "посредством почтового отправления на адрес заявителя, указанный в заявлении",
    "email": "посредством электронной почты",
    "centre": "при личном обращении в МФЦ (при наличии заключённого соглашения)",
    "portal": "через личный кабинет на Едином портале государственных и муниципальных услуг (функций)",
}
IDENTITY_WORDS = {
    "passport": "паспорт гражданина РФ",
    "foreign-passport": "паспорт иностранного гражданина",
    "temporary": "временное удостоверение личности",
    "other": "иной документ",
}
GROUND_WORDS = {
    "no-right": "у заявителя нет права на получение этих сведений",
    "no-document": "не предъявлен документ, удостоверяющий личность или полномочия заявителя",
    "no-consent": "нет согласия на обработку персональных данных",
    "other": "иное основание, предусмотренное законодательством",
}


def write_days(first: date, last: date | None) -> str:
    """«с 1 сентября 2026 г. по 20 ноября 2026 г.», «с 1 сентября 2026 г. регулярно»."""
    begun = f"с {write_full_day(first)}"
    if last is None:
        return f"{begun}, регулярно до отзыва заявления"
    return f"{begun} по {write_full_day(last)}"


def write_full_day(day: date) -> str:
    """«1 сентября 2026 г.»."""
    return f"{day.day} {MONTHS_OF[day.month]} {day.year} г."
