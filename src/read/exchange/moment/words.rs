//! The words of dates in the languages of Windows: names of months and weekdays, marks of the half day, units.

/// Which half of a day a mark means, and whether cultures that print it put the day before the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct HalfDay {
    pub(super) after_noon: bool,
    pub(super) day_first: bool,
}

/// The marks of the half day as they are printed, without dots and blanks. The United States print `AM` and `PM`, and so do
/// cultures that put the day first; written otherwise, only those do.
const HALF_DAYS: [(&str, &str, bool); 17] = [
    ("AM", "PM", false),
    ("am", "pm", true),
    ("πμ", "μμ", true),
    ("上午", "下午", false),
    ("午前", "午後", false),
    ("오전", "오후", false),
    ("SA", "CH", true),
    ("ص", "م", true),
    ("قظ", "بظ", true),
    ("पूर्वाह्न", "अपराह्न", true),
    ("पूर्व", "अपर", true),
    ("vm", "nm", true),
    ("fm", "em", true),
    ("de", "du", false),
    ("PD", "MD", true),
    ("paradites", "pasdites", true),
    ("dop", "odp", true),
];

/// The half day that a mark means; `dotted` tells that it is written `a. m.` or `a.m.`, as Spanish does.
pub(super) fn half_day(mark: &str, dotted: bool) -> Option<HalfDay> {
    let named = |(before, after, day_first): &(&str, &str, bool)| {
        let after_noon = if mark == *before { false } else { (mark == *after).then_some(true)? };
        Some(HalfDay { after_noon, day_first: *day_first || dotted })
    };
    HALF_DAYS.iter().find_map(named)
}

/// Words between the parts of a date that tell nothing: units of time, the mark of the year, articles.
pub(super) fn tells_nothing(word: &str) -> bool {
    const WORDS: [&str; 29] = [
        "г", "ч", "р", "год", "года", "h", "min", "m", "s", "t", "de", "del", "den", "der", "le", "el", "di", "d",
        "of", "at", "um", "a", "à", "las", "kl", "klo", "r", "o", "e",
    ];
    WORDS.contains(&word)
}

/// Characters that stand for a separator in East Asian dates, and whether each is one of a date.
pub(super) fn east_asian_unit(c: char) -> bool {
    "年月日号號時时分秒년월일시분초".contains(c)
}

/// Names of the months, in the form that dates have, January first.
const MONTHS: [&str; 27] = [
    "january february march april may june july august september october november december",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "jänner feber märz april mai juni juli august september oktober november dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "januari februari mars april maj juni juli augusti september oktober november december",
    "januar februar marts april maj juni juli august september oktober november december",
    "januar februar mars april mai juni juli august september oktober november desember",
    "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "ledna února března dubna května června července srpna září října listopadu prosince",
    "leden únor březen duben květen červen červenec srpen září říjen listopad prosinec",
    "januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra",
    "január február március április május június július augusztus szeptember október november december",
    "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
    "siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga prosinca",
    "januar februar marec april maj junij julij avgust september oktober november december",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "януари февруари март април май юни юли август септември октомври ноември декември",
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
    "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
];

/// The month that a word names, whole or by its first letters (which in Finnish would be other words), where no language knows it as another.
pub(super) fn month(word: &str) -> Option<i8> {
    let long_enough = word.chars().count() >= 3;
    let named = |is_it: &dyn Fn(&str) -> bool| -> Vec<i8> {
        let mut months: Vec<i8> = MONTHS
            .iter()
            .filter_map(|names| {
                let mut of_language =
                    (1..).zip(names.split(' ')).filter(|(_, name)| is_it(name)).map(|(month, _)| month);
                let month = of_language.next()?;
                of_language.next().is_none().then_some(month)
            })
            .collect();
        months.sort_unstable();
        months.dedup();
        months
    };
    let whole = named(&|name| name == word);
    let months = if whole.is_empty() && long_enough {
        named(&|name| name.starts_with(word) && !name.ends_with("kuuta"))
    } else {
        whole
    };
    match months.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

/// Names of the weekdays, Monday first.
const WEEKDAYS: [&str; 11] = [
    "monday tuesday wednesday thursday friday saturday sunday",
    "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lunes martes miércoles jueves viernes sábado domingo",
    "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "måndag tisdag onsdag torsdag fredag lördag söndag",
    "mandag tirsdag onsdag torsdag fredag lørdag søndag",
    "понедельник вторник среда четверг пятница суббота воскресенье",
    "poniedziałek wtorek środa czwartek piątek sobota niedziela",
];

/// The weekday that a word names, 1 for Monday, whole or by its first letters.
pub(super) fn weekday(word: &str) -> Option<i8> {
    let long_enough = word.chars().count() >= 3;
    let of_language = |names: &&str| {
        let mut fitting =
            (1..).zip(names.split(' ')).filter(|(_, name)| *name == word || long_enough && name.starts_with(word));
        let day = fitting.next()?.0;
        fitting.next().is_none().then_some(day)
    };
    WEEKDAYS.iter().find_map(of_language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_has_one_meaning_or_none() {
        for (word, expected) in [
            ("march", Some(3)),
            ("mar", Some(3)),
            ("mars", Some(3)),
            ("märz", Some(3)),
            ("декември", Some(12)),
            ("červenec", Some(7)),
            ("listopadu", Some(11)),
            ("listopada", None),
            ("ma", None),
            ("dimanche", None),
        ] {
            assert_eq!(month(word), expected, "{word}");
        }
    }
}
