/*
 * unit-sms.c - the alphabet of GSM: 3GPP TS 23.038 6.2.1, 6.2.1.1.
 */
#include "peer/sms.h"
#include "tap.h"

/* The default alphabet by its codes, row by row of the table; 0x1b leads to the extension. */
static const char *const alphabet[] = {
	"@£$¥èéùìòÇ\nØø\rÅå", "Δ_ΦΓΛΩΠΨΣΘΞÆæßÉ", " !\"#¤%&'()*+,-./", "0123456789:;<=>?",
	"¡ABCDEFGHIJKLMNO", "PQRSTUVWXYZÄÖÑÜ§", "¿abcdefghijklmno", "pqrstuvwxyzäöñüà",
};
static const int letters[] = { 16, 15, 16, 16, 16, 16, 16, 16 };

int
main(void)
{
	for (size_t i = 0; i < NELEM(alphabet); i++)
		OK(sms_septets(alphabet[i]) == letters[i]);
	OK(sms_septets("\f^{}\\[~]|€") == 20);
	OK(sms_septets("") == 0);
	/* Near to letters that are there, and what an ASCII table has beside. */
	static const char *const none[] = { "ç", "ê", "â", "í", "`", "\t", "’", "“", "–", "…", "α",
	    "А", "ł", "ő", "\x7f", "号", "😀", "\xa0", "\xc2" };
	for (size_t i = 0; i < NELEM(none); i++)
		OK(sms_septets(none[i]) == -1);
	OK(sms_septets("Deine Nummer: 123456 ç") == -1);
	return DONE();
}
