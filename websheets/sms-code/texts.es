# El código de un SMS, tras iniciar sesión: palabras de sus páginas. CLAVE texto.
title-ask Escriba el código de nuestro SMS
lead-ask Lo hemos enviado a su número terminado en {digits}. Es válido durante cinco minutos.
label-code Código
hint-code Seis cifras
submit Continuar
again Enviar el SMS de nuevo
warning No comparta el código con nadie. No se lo pediremos por teléfono ni por correo.
said-wrong Este no es el código. Compruebe el último SMS que ha recibido.
said-missing Escriba las seis cifras del código.
said-again-title Lo hemos enviado de nuevo
said-again Es el mismo código. Puede tardar un minuto en llegar.
said-soon-title Espere un momento
said-soon Enviamos como máximo un SMS por minuto.
said-many-title No hay más SMS por ahora
said-many Hemos enviado todos los permitidos. Utilice el último que ha recibido.
title-over Demasiados códigos incorrectos
lead-over Por su seguridad, el código ya no es válido. Cierre esta página y vuelva a iniciar sesión.
