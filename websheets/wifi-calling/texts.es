# Llamadas por Wi‑Fi: palabras de las páginas. CLAVE texto; un sufijo como -US vale para un país, uno
# como .one para un plural del idioma (CLDR). {NOMBRE} representa un valor.
# countries: los países que se ofrecen, el primero está elegido al principio.
countries ES FR IT DE GB US CA JP AU

title-ask Configurar las llamadas por Wi‑Fi
lead-ask Haga y reciba llamadas por Wi‑Fi donde la cobertura móvil es débil. Necesitamos dos cosas de usted, una sola vez.
title-ask-terms Condiciones de las llamadas por Wi‑Fi
lead-ask-terms Acepte las condiciones para utilizar las llamadas por Wi‑Fi.
title-ask-address Su dirección de emergencia
lead-ask-address Las llamadas por Wi‑Fi requieren una dirección a la que se pueda enviar ayuda.
title-ask-again Configurar las llamadas por Wi‑Fi
lead-ask-again Ya tenemos todo lo que necesitamos de usted.
title-edit Cambiar la dirección de emergencia
lead-edit Su dirección actual sigue vigente hasta que se compruebe la nueva.
title-wait Configurando las llamadas por Wi‑Fi
lead-wait Estamos comprobando su dirección y activando el servicio. Suele tardar unos segundos.
lead-wait-on Estamos comprobando su nueva dirección. Hasta entonces sigue vigente la anterior, y las llamadas por Wi‑Fi siguen funcionando.
lead-wait-slow Está tardando más de lo habitual. No tiene que hacer nada más: las llamadas por Wi‑Fi se activarán en cuanto todo esté listo. Si mañana no están activas, póngase en contacto con nosotros.
lead-wait-slow-on La comprobación de su nueva dirección está tardando más de lo habitual. Hasta entonces sigue vigente la anterior, y las llamadas por Wi‑Fi siguen funcionando.
wait-help Puede salir de esta página: seguimos sin ella.
title-manage Las llamadas por Wi‑Fi están listas
lead-manage Puede activarlas y desactivarlas en los ajustes de su teléfono.
title-refused Las llamadas por Wi‑Fi no están disponibles
title-withdraw ¿Desactivar las llamadas por Wi‑Fi?
title-withdrawn Las llamadas por Wi‑Fi están desactivadas
lead-withdrawn Ha retirado su consentimiento y hemos eliminado su dirección de emergencia.

again-refused-title Compruebe su dirección
again-refused Los servicios de emergencia no la han encontrado. Corrija lo que está marcado más abajo.
again-refused-on-title No se ha aceptado su nueva dirección
again-refused-on Su dirección anterior sigue vigente, y las llamadas por Wi‑Fi siguen funcionando. Corrija lo que está marcado más abajo.
again-failed-title No se ha podido comprobar su dirección
again-failed No es culpa suya. Envíela de nuevo; si continúa, póngase en contacto con nosotros.
again-prov-failed-title No se han podido activar las llamadas por Wi‑Fi
again-prov-failed No es culpa suya. Inténtelo de nuevo; si continúa, póngase en contacto con nosotros.
again-TERMS_OUTDATED-title Las condiciones han cambiado
again-TERMS_OUTDATED Léalas y acéptelas para seguir utilizando las llamadas por Wi‑Fi.
again-ADDRESS_EXPIRED-title Su dirección de emergencia ha caducado
again-ADDRESS_EXPIRED Confírmela o cámbiela para que la ayuda le encuentre.

address Dirección de emergencia
address-help Si pide ayuda por Wi‑Fi, se enviará aquí. Indique el lugar donde más utiliza las llamadas por Wi‑Fi.
required-note Rellene todos los campos que no estén marcados como opcionales.
optional (opcional)
country-fields Mostrar los campos
order rd hno loc pc a3 a1
order-US hno rd loc a3 a1 pc
order-CA hno rd loc a3 a1 pc
order-GB hno rd loc a3 pc
order-FR hno rd loc pc a3
order-JP pc a1 a3 rd hno loc
order-AU hno rd loc a3 a1 pc
lines rd hno|loc|pc a3|a1
lines-US hno rd|loc|a3 a1 pc
lines-CA hno rd|loc|a3 a1 pc
lines-GB hno rd|loc|a3|pc
lines-FR hno rd|loc|pc a3
lines-IT rd hno|loc|pc a3 a1
lines-JP pc|a1 a3|rd hno|loc
lines-AU hno rd|loc|a3 a1 pc
label-country País
label-hno Número
label-hno-GB Número o nombre de la casa
label-rd Calle
label-rd-JP Barrio y manzana
label-loc Piso, puerta, edificio
label-loc-US Apartamento, planta
label-loc-CA Apartamento, planta
label-a3 Población
label-a3-AU Población o barrio
label-a3-JP Ciudad o distrito
label-a1 Estado o región
label-a1-US Estado
label-a1-CA Provincia o territorio
label-a1-AU Estado o territorio
label-a1-IT Provincia
label-a1-ES Provincia
label-a1-JP Prefectura
label-pc Código postal
label-pc-US Código postal (ZIP)
label-pc-GB Código postal
label-pc-AU Código postal
hint-a1-US Dos letras, por ejemplo NY
hint-a1-CA Dos letras, por ejemplo ON
hint-a1-AU Por ejemplo NSW
hint-a1-IT Dos letras, por ejemplo RM
hint-pc-US Cinco cifras, por ejemplo 10027
hint-pc-CA Por ejemplo K1A 0B1
hint-pc-GB Por ejemplo SW1A 1AA
hint-pc-FR Cinco cifras, por ejemplo 75011
hint-pc-DE Cinco cifras, por ejemplo 10115
hint-pc-ES Cinco cifras, por ejemplo 28013
hint-pc-IT Cinco cifras, por ejemplo 00184
hint-pc-JP Siete cifras, por ejemplo 100-0001
hint-pc-AU Cuatro cifras, por ejemplo 2000
missing-country Elija el país.
format-country Elija un país de la lista.
missing-hno Indique el número.
missing-hno-GB Indique el número o el nombre de la casa.
format-hno Compruebe el número: 16 caracteres como máximo.
missing-rd Indique la calle.
missing-rd-JP Indique el barrio y la manzana.
format-rd Compruebe la calle: 96 caracteres como máximo.
format-loc Compruebe este campo: 64 caracteres como máximo.
missing-a3 Indique la población.
format-a3 Compruebe la población: 64 caracteres como máximo.
missing-a1 Indique el estado o la región.
missing-a1-US Indique el estado.
missing-a1-CA Indique la provincia o el territorio.
missing-a1-AU Indique el estado o el territorio.
missing-a1-IT Indique la provincia.
missing-a1-JP Indique la prefectura.
format-a1 Compruebe el estado o la región.
format-a1-US Indique las dos letras del estado, por ejemplo NY.
format-a1-CA Indique las dos letras de la provincia o del territorio, por ejemplo ON.
format-a1-AU Indique las letras del estado o del territorio, por ejemplo NSW.
format-a1-IT Indique las dos letras de la provincia, por ejemplo RM.
missing-pc Indique el código postal.
missing-pc-US Indique el código postal (ZIP).
missing-pc-GB Indique el código postal.
missing-pc-AU Indique el código postal.
format-pc Compruebe el código postal.
format-pc-US Compruebe el código postal (ZIP): cinco cifras, o cinco y cuatro.
format-pc-CA Compruebe el código postal, por ejemplo K1A 0B1.
format-pc-GB Compruebe el código postal, por ejemplo SW1A 1AA.
format-pc-FR Compruebe el código postal: cinco cifras.
format-pc-DE Compruebe el código postal: cinco cifras.
format-pc-ES Compruebe el código postal: cinco cifras.
format-pc-IT Compruebe el código postal: cinco cifras.
format-pc-JP Compruebe el código postal: siete cifras.
format-pc-AU Compruebe el código postal: cuatro cifras.
refused-field {field}: los servicios de emergencia no lo reconocen. Compruébelo.
expires Debe confirmarse antes del {date}.
expires-soon-title Confirme su dirección
expires-soon Caduca el {date}. A partir de entonces las llamadas por Wi‑Fi dejarán de funcionar hasta que la confirme.
expires-days.one Queda {n} día.
expires-days.other Quedan {n} días.
confirm-address Confirmar o cambiar la dirección
change-address Cambiar la dirección

terms Condiciones de uso
accept He leído y acepto estas condiciones.
missing-terms Acepte las condiciones para continuar.
submit Aceptar y configurar
submit-terms Aceptar
submit-address Guardar la dirección
submit-again Intentar de nuevo
not-now Ahora no
back Atrás

withdraw-link Retirar el consentimiento y desactivar
withdraw-emergency-title Llamadas de emergencia
withdraw-emergency Sin las llamadas por Wi‑Fi solo podrá comunicar con los servicios de emergencia donde haya cobertura móvil. Donde no haya señal móvil, no podrá pedir ayuda con este teléfono.
withdraw-off Las llamadas por Wi‑Fi se desactivan de inmediato en todos los dispositivos con este número.
withdraw-address Se elimina su dirección de emergencia.
withdraw-again Puede volver a configurarlas cuando quiera.
keep Mantener las llamadas por Wi‑Fi
withdraw Desactivar
set-up-again Configurar de nuevo

next-step Póngase en contacto con nosotros si cree que se trata de un error.
next-step-PLAN_EXCLUDES Elija en nuestra aplicación o tienda una tarifa que incluya las llamadas por Wi‑Fi y vuelva a abrir esta página.
next-step-DEVICE_REFUSED Utilice las llamadas por Wi‑Fi con otro teléfono: pregúntenos cuáles son compatibles.
next-step-NETWORK_OUTAGE No tiene que hacer nada. Inténtelo de nuevo más tarde.
next-step-NETWORK_LACKS No tiene que hacer nada. Le avisaremos cuando esté disponible.
next-step-SIM_RETIRED Ponga su nueva tarjeta SIM en este teléfono y vuelva a abrir esta página.
still-calls Las llamadas por la red móvil, incluidas las de emergencia, funcionan como antes.
